using System.IO.Compression;
using System.Security.Cryptography;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Packages;

/// <summary>Makes a package file of a plugin's build output. The same files make the same bytes, but for a signature.</summary>
public static class PackageWriter
{
    private const int PlainFile = 0x81A4; // -rw-r--r--, stat(2)
    private static readonly DateTimeOffset FileTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the first that zip knows
    private static readonly string[] LeftOut = [PackageLayout.SignatureName, PackageLayout.RecordName];

    /// <summary>Packs a folder. What the hub lends (PiHub.Sdk.*) is left out.</summary>
    /// <param name="folder">The folder, with <c>plugin.json</c> at its root.</param>
    /// <param name="outputFolder">Where to; created when it is missing. A file of the same name is replaced.</param>
    /// <param name="keyPem">An EC P-256 private key as PEM, to sign with; null for no signature.</param>
    /// <exception cref="PackageRefusedException">The hub would refuse the package; it says all that is wrong.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static PackedPackage Pack(string folder, string outputFolder, string? keyPem)
    {
        var reasons = new RefusalReasons();
        var options = new PackageOptions();
        using ECDsa? key = keyPem is null ? null : PackageSignature.ReadPrivateKey(keyPem);
        if (keyPem is not null && key is null)
        {
            reasons.Add("the key is no unlocked EC P-256 private key in PEM: make one with openssl ecparam -name prime256v1 -genkey -noout");
        }

        PluginManifest? manifest = PackageCheck.Manifest(folder, reasons);
        var files = FolderFiles.Find(folder, options, IsWanted, reasons);
        reasons.ThrowIfAny();
        if (manifest is null)
        {
            throw new InvalidOperationException("A folder without reasons against it has a manifest.");
        }

        Directory.CreateDirectory(outputFolder);
        string path = Path.Combine(outputFolder, $"{manifest.Id}-{manifest.Version}{PackageLayout.Extension}");
        string draft = path + ".tmp";
        try
        {
            Write(draft, files, key);
            var file = new FileInfo(draft);
            if (file.Length > options.MaximumPackageBytes)
            {
                throw new PackageRefusedException(
                    [$"the package would be larger than {options.MaximumPackageBytes / 1024 / 1024} MiB: leave out what the plugin does not need"]);
            }

            var packed = new PackedPackage(
                path, file.Length, HashOf(draft), key is null ? null : PackageSignature.Fingerprint(key.ExportSubjectPublicKeyInfo()));
            File.Move(draft, path, overwrite: true);
            return packed;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static bool IsWanted(string name) =>
        !LeftOut.Contains(name) && !Path.GetFileName(name).StartsWith("PiHub.Sdk.", StringComparison.Ordinal);

    private static void Write(string path, IReadOnlyList<(string Name, FileInfo File)> files, ECDsa? key)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, FileInfo file) in files)
        {
            using FileStream content = file.OpenRead();
            Add(archive, name, content);
        }

        if (key is not null)
        {
            byte[] hash = ContentHash.Of(files.Select(file => (file.Name, file.File.FullName)));
            using var signature = new MemoryStream(PackageSignature.Sign(hash, key), writable: false);
            Add(archive, PackageLayout.SignatureName, signature);
        }
    }

    private static void Add(ZipArchive archive, string name, Stream content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = FileTime;
        entry.ExternalAttributes = PlainFile << 16;
        using Stream target = entry.Open();
        content.CopyTo(target);
    }

    private static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
