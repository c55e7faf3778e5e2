using System.Security.Cryptography;
using System.Text;

namespace PiHub.PluginHost.Packages;

/// <summary>The hash of what a package holds, whatever file or folder it came in: what a signature signs.</summary>
/// <remarks>SHA-256 over one line per file, sorted by the UTF-8 bytes of their names: <c>name NUL sha256(content) LF</c>, the hash in lower-case
/// hexadecimal digits. The signature itself and the hub's own record are left out.</remarks>
internal static class ContentHash
{
    /// <summary>Computes it for a folder.</summary>
    public static byte[] OfFolder(string folder) => Of(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), Path: path)));

    /// <summary>Computes it for files on disk.</summary>
    public static byte[] Of(IEnumerable<(string Name, string Path)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, string path) in files
            .Where(file => file.Name is not (PackageLayout.SignatureName or PackageLayout.RecordName))
            .OrderBy(file => Encoding.UTF8.GetBytes(file.Name), Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right))))
        {
            using FileStream content = File.OpenRead(path);
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{Convert.ToHexStringLower(SHA256.HashData(content))}\n"));
        }

        return hash.GetHashAndReset();
    }
}
