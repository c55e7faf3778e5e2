using System.Formats.Tar;
using System.Security.Cryptography;

namespace PiHub.Backup;

/// <summary>Puts a backup back.</summary>
public sealed class BackupRestore
{
    private readonly BackupFolder _folder;
    private readonly TimeProvider _time;

    /// <summary>Creates it; nothing is touched yet.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="time">The clock that names the former data.</param>
    public BackupRestore(string dataFolder, TimeProvider time) => (_folder, _time) = (new BackupFolder(dataFolder), time);

    /// <summary>Checks a backup and puts it in the place of the data folder's content. No hub may run on the folder.</summary>
    /// <param name="backup">The tar file.</param>
    /// <param name="isDryRun">Only checks it.</param>
    /// <param name="cancellationToken">Stops while it is checked; nothing is changed then.</param>
    /// <returns>Where the former data is now; null after a dry run.</returns>
    /// <exception cref="BackupException">It is no backup, or damaged; nothing was changed.</exception>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public async Task<string?> RunAsync(string backup, bool isDryRun, CancellationToken cancellationToken)
    {
        await PrepareAsync(backup, isDryRun, cancellationToken);
        return isDryRun ? null : RestoreSwap.Finish(_folder.Data);
    }

    /// <summary>Checks a backup and has the next start put it in the place of the data folder's content. A hub may run on the folder.</summary>
    /// <param name="backup">The tar file.</param>
    /// <param name="isDryRun">Only checks it.</param>
    /// <param name="cancellationToken">Stops while it is checked; nothing is changed then.</param>
    /// <returns>What the backup says of itself.</returns>
    /// <exception cref="BackupException">It is no backup, or damaged; nothing was changed.</exception>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public async Task<BackupContent> PrepareAsync(string backup, bool isDryRun, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder.Restoring))
        {
            Directory.Delete(_folder.Restoring, recursive: true);
        }

        PrivateFiles.CreateFolder(_folder.Restoring);
        BackupManifest manifest;
        try
        {
            (manifest, Dictionary<string, BackupEntry> found) = await UnpackAsync(backup, cancellationToken);
            Check(manifest, found);
        }
        catch
        {
            Directory.Delete(_folder.Restoring, recursive: true);
            throw;
        }

        if (isDryRun)
        {
            Directory.Delete(_folder.Restoring, recursive: true);
        }
        else
        {
            RestoreSwap.Prepare(_folder, _time.GetUtcNow());
        }

        return BackupContent.Of(manifest);
    }

    private async Task<(BackupManifest Manifest, Dictionary<string, BackupEntry> Found)> UnpackAsync(
        string backup, CancellationToken cancellationToken)
    {
        BackupManifest? manifest = null;
        var found = new Dictionary<string, BackupEntry>(StringComparer.Ordinal);
        try
        {
            await using var file = new FileStream(backup, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using var tar = new TarReader(file);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                {
                    throw new BackupException($"'{entry.Name}' in the backup is no file; a backup of this hub has files only.");
                }

                if (entry.Name == BackupManifest.EntryName)
                {
                    using var json = new MemoryStream();
                    await (entry.DataStream ?? Stream.Null).CopyToAsync(json, cancellationToken);
                    manifest = BackupManifest.Parse(json.GetBuffer().AsSpan(0, (int)json.Length));
                    continue;
                }

                if (!found.TryAdd(entry.Name, await UnpackAsync(entry, cancellationToken)))
                {
                    throw new BackupException($"'{entry.Name}' is in the backup twice.");
                }
            }
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or EndOfStreamException or ArgumentException)
        {
            throw new BackupException($"'{backup}' is no tar file, or damaged: {exception.Message}", exception);
        }

        return (manifest ?? throw new BackupException($"'{backup}' has no {BackupManifest.EntryName}: it is no backup, or was cut off."), found);
    }

    private async Task<BackupEntry> UnpackAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        string path = PathOf(entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder.Restoring);
        await using var file = PrivateFiles.Create(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[128 * 1_024];
        long length = 0;
        while (entry.DataStream is { } data && await data.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            length += read;
        }

        file.Flush(flushToDisk: true);
        return new BackupEntry(entry.Name, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private string PathOf(string name)
    {
        string content = RestoreSwap.ContentOf(_folder);
        string path = Path.GetFullPath(Path.Combine(content, name));
        bool isInside = path.StartsWith(content + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isInside && !name.Contains('\\', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal)
            ? path
            : throw new BackupException($"'{name}' in the backup would lie outside the data folder.");
    }

    private static void Check(BackupManifest manifest, Dictionary<string, BackupEntry> unpacked)
    {
        foreach (BackupEntry expected in manifest.Files)
        {
            if (!unpacked.Remove(expected.Path, out BackupEntry? found))
            {
                throw new BackupException($"'{expected.Path}' is missing in the backup.");
            }

            if (found != expected)
            {
                throw new BackupException($"'{expected.Path}' in the backup is damaged: its SHA-256 is not the manifest's.");
            }
        }

        if (unpacked.Count > 0)
        {
            throw new BackupException($"'{unpacked.Keys.First()}' in the backup is not in its manifest.");
        }
    }
}
