using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Packages;

/// <summary>Unpacks packages that nobody vouches for into a staging folder and checks all that can be checked without loading code.</summary>
/// <remarks>After a refusal, a failure or a cancellation nothing is left behind. Safe to use from any thread.</remarks>
public sealed class PackageStaging
{
    private readonly PackageOptions _options;
    private readonly PackageCheck _check;
    private readonly TimeProvider _time;

    /// <summary>Creates it.</summary>
    /// <param name="options">Limits and signers.</param>
    /// <param name="host">The ids that no plugin may have.</param>
    /// <param name="time">The clock.</param>
    public PackageStaging(IOptions<PackageOptions> options, IOptions<PluginHostOptions> host, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        (_options, _time) = (options.Value, time);
        _check = new PackageCheck(host.Value.ReservedIds);
    }

    private string Staging => Path.Combine(_options.Folder, PackageLayout.StagingName);

    /// <summary>Deletes what an earlier process left. To be called before anything is staged.</summary>
    public void DeleteLeftovers()
    {
        if (Directory.Exists(Staging))
        {
            Directory.Delete(Staging, recursive: true);
        }
    }

    /// <summary>Receives a package file, unpacks and checks it.</summary>
    /// <param name="package">The file, read once from its present position.</param>
    /// <param name="source">Where it comes from, as in <see cref="InstallOptions"/>.</param>
    /// <param name="expectedSha256">What its SHA-256 must be, checked before it is unpacked; null when nothing is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageRefusedException">The package is not good; it says all that is wrong.</exception>
    /// <exception cref="IOException">It cannot be received, or the disk is full or failed.</exception>
    public async Task<StagedPackage> StageAsync(Stream package, string source, string? expectedSha256, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        string folder = NewFolder();
        string file = folder + PackageLayout.Extension;
        try
        {
            string sha256 = await ReceiveAsync(package, file, cancellationToken);
            if (expectedSha256 is not null && sha256 != expectedSha256)
            {
                throw new PackageRefusedException(
                    [$"its SHA-256 is {sha256}, but {expectedSha256} was announced: what was received is not what was published; try again later"]);
            }

            return await Task.Run(() => Stage(folder, sha256, source, reasons => Unpack(file, folder, reasons, cancellationToken)), cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Copies and checks a plain folder. Versions of a plugin that were installed into it are left out.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="source">Where it comes from, as in <see cref="InstallOptions"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageRefusedException">The folder is not good; it says all that is wrong.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public Task<StagedPackage> StageFolderAsync(string path, string source, CancellationToken cancellationToken)
    {
        string folder = NewFolder();
        return Task.Run(() => Stage(folder, sha256: "", source, reasons => Copy(path, folder, reasons, cancellationToken)), cancellationToken);
    }

    private string NewFolder()
    {
        Directory.CreateDirectory(Staging);
        return Path.Combine(Staging, Guid.NewGuid().ToString("n"));
    }

    private async Task<string> ReceiveAsync(Stream package, string file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var copy = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long total = 0;
            for (int count; (count = await package.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if ((total += count) > _options.MaximumPackageBytes)
                {
                    throw new PackageRefusedException(
                        [$"it is larger than {_options.MaximumPackageBytes / 1024 / 1024} MiB: leave out what the plugin does not need, or raise Plugins:Packages:MaximumPackageBytes"]);
                }

                hash.AppendData(buffer, 0, count);
                await copy.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private StagedPackage Stage(string folder, string sha256, string source, Action<RefusalReasons> fill)
    {
        Directory.CreateDirectory(folder);
        bool isDone = false;
        try
        {
            var reasons = new RefusalReasons();
            fill(reasons);
            PluginManifest? manifest = null;
            if (!reasons.Any)
            {
                manifest = _check.Content(folder, reasons);
            }

            byte[] hash = ContentHash.OfFolder(folder);
            PackageSigner? signer = reasons.Any ? null : PackageSignature.Check(folder, hash, _options, reasons);
            reasons.ThrowIfAny();
            var record = new InstalledRecord
            {
                Sha256 = sha256, ContentHash = Convert.ToHexStringLower(hash), Signer = signer, InstalledAt = _time.GetUtcNow(), Source = source,
            };
            record.Write(folder);
            DiskFlush.FileSystemOf(Path.Combine(folder, PackageLayout.RecordName));
            isDone = true;
            return new StagedPackage
            {
                Folder = folder,
                Manifest = manifest ?? throw new InvalidOperationException("A package without reasons against it has a manifest."),
                Sha256 = sha256,
                ContentHash = record.ContentHash,
                Signer = signer,
            };
        }
        finally
        {
            if (!isDone)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private void Unpack(string file, string folder, RefusalReasons reasons, CancellationToken cancellationToken)
    {
        using FileStream zip = File.OpenRead(file);
        new PackageArchive(_options, reasons).Unpack(zip, folder, cancellationToken);
    }

    private void Copy(string path, string folder, RefusalReasons reasons, CancellationToken cancellationToken)
    {
        var files = FolderFiles.Find(path, _options, name => name != PackageLayout.RecordName, reasons);
        if (reasons.Any)
        {
            return;
        }

        foreach ((string name, FileInfo file) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string target = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder);
            using var copy = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
            if (file.Length > 0) // what is no plain file has no length, and may never end
            {
                using FileStream content = file.OpenRead();
                content.CopyTo(copy);
            }
        }
    }
}
