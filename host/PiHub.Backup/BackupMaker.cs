using System.Formats.Tar;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Backup;

/// <summary>Copies a data folder into a tar file while the hub works on it.</summary>
/// <param name="folder">The data folder.</param>
/// <param name="readings">Puts a consistent copy of the readings into a folder that is there and empty.</param>
internal sealed class BackupMaker(BackupFolder folder, Func<string, CancellationToken, ValueTask> readings)
{
    private const string ReadingsFolder = "readings";
    private const string HubDatabase = "hub.db";
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Side files of databases, what is only for a running hub, and what can be fetched again.
    private static readonly string[] SkippedEndings = ["-wal", "-shm", ".partial", ".sock", ".lock"];
    private static readonly string[] SkippedFolders = ["backups", "catalogue", "logs", ReadingsFolder];

    /// <summary>Writes the backup.</summary>
    /// <param name="file">The tar file, new.</param>
    /// <param name="hub">The hub's version.</param>
    /// <param name="now">The instant that the manifest tells.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task WriteAsync(FileStream file, string hub, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = new List<BackupEntry>();
        await using var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true);
        string copy = Path.Combine(folder.Making, ReadingsFolder);
        Directory.CreateDirectory(copy);
        await readings(copy, cancellationToken);
        foreach (string path in Files(copy))
        {
            entries.Add(await AddAsync(tar, path, Name(folder.Making, path), cancellationToken));
        }

        foreach (string path in Directory.EnumerateDirectories(folder.Data).Where(path => !SkippedFolders.Contains(Path.GetFileName(path)))
            .Order(StringComparer.Ordinal).SelectMany(Files).Concat(Directory.EnumerateFiles(folder.Data).Order(StringComparer.Ordinal)))
        {
            if (!SkippedEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && new FileInfo(path).LinkTarget is null)
            {
                entries.Add(await AddOneAsync(tar, path, cancellationToken));
            }
        }

        var manifest = new BackupManifest { Format = BackupManifest.CurrentFormat, CreatedAt = now, Hub = hub, Files = entries };
        using var json = new MemoryStream(manifest.ToJson());
        await tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.EntryName) { DataStream = json, Mode = FileMode }, cancellationToken);
    }

    // Hidden folders hold what is under way, such as packages that are being checked.
    private static IEnumerable<string> Files(string top) => Directory
        .EnumerateFiles(top, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Where(path => !Name(top, path).Split('/')[..^1].Any(part => part.StartsWith('.')))
        .Order(StringComparer.Ordinal);

    private static string Name(string top, string path) => Path.GetRelativePath(top, path).Replace(Path.DirectorySeparatorChar, '/');

    private async Task<BackupEntry> AddOneAsync(TarWriter tar, string path, CancellationToken cancellationToken)
    {
        string name = Name(folder.Data, path);
        if (!path.EndsWith(".db", StringComparison.Ordinal))
        {
            return await AddAsync(tar, path, name, cancellationToken);
        }

        string copy = Path.Combine(folder.Making, "database");
        File.Delete(copy);
        Copy(path, copy, isHub: name == HubDatabase);
        BackupEntry entry = await AddAsync(tar, copy, name, cancellationToken);
        File.Delete(copy);
        return entry;
    }

    private static void Copy(string path, string copy, bool isHub)
    {
        try
        {
            SqliteCopy.Run(path, copy);
            if (isHub)
            {
                LeaveSessionsOut(copy);
            }
        }
        catch (SqliteException exception)
        {
            throw new BackupException(
                $"The database '{path}' cannot be copied: {DiskTrouble.Describe(exception, path) ?? exception.Message}", exception);
        }
    }

    // Put back later, they would let in who has been signed out since; and the cookies' keys lie beside them.
    private static void LeaveSessionsOut(string copy)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE type='table' AND name='session'";
        if (command.ExecuteScalar() is > 0L)
        {
            command.CommandText = "PRAGMA secure_delete=ON; DELETE FROM session";
            command.ExecuteNonQuery();
        }
    }

    // Hashed while it is read, so that a file is read once.
    private static async Task<BackupEntry> AddAsync(TarWriter tar, string path, string name, CancellationToken cancellationToken)
    {
        await using var source = new FileStream(path, System.IO.FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long length = source.Length;
        await using var hashing = new HashingStream(source, length);
        await tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = hashing, Mode = FileMode, ModificationTime = File.GetLastWriteTimeUtc(path),
            },
            cancellationToken);
        return new BackupEntry(name, length, hashing.Sha256);
    }
}
