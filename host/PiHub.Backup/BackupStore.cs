using Microsoft.Extensions.Logging;

namespace PiHub.Backup;

/// <summary>The backups of a hub, in <c>backups/</c> of its data folder. Safe to use from any thread.</summary>
public sealed class BackupStore : IDisposable
{
    private readonly BackupFolder _folder;
    private readonly Func<string, CancellationToken, ValueTask> _readings;
    private readonly string _hub;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Creates it; nothing is touched yet.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="readings">Puts a consistent copy of the readings into a folder that is there and empty.</param>
    /// <param name="hub">The hub's version, for the manifest.</param>
    /// <param name="time">The clock that names backups.</param>
    /// <param name="logger">Told of each backup.</param>
    public BackupStore(
        string dataFolder, Func<string, CancellationToken, ValueTask> readings, string hub, TimeProvider time, ILogger<BackupStore> logger)
    {
        _folder = new BackupFolder(dataFolder);
        (_readings, _hub, _time, _logger) = (readings, hub, time, logger);
    }

    /// <summary>The backups, newest first.</summary>
    public IReadOnlyList<BackupFile> List() => _folder.List();

    /// <summary>Makes a backup of the whole data folder while the hub works.</summary>
    /// <param name="cancellationToken">Stops; nothing of it remains.</param>
    /// <returns>The backup, whole and on disk; null when one is being made already.</returns>
    /// <exception cref="BackupException">A file cannot be copied.</exception>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public async Task<BackupFile?> CreateAsync(CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return null;
        }

        try
        {
            return await MakeAsync(cancellationToken);
        }
        finally
        {
            DeleteFolder(_folder.Making);
            _turn.Release();
        }
    }

    /// <summary>Opens a backup for reading.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The file; null when there is no such backup.</returns>
    public FileStream? Open(string name) => PathOf(name) is { } path
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete)
        : null;

    /// <summary>Deletes a backup.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>False when there is no such backup.</returns>
    public bool Delete(string name)
    {
        if (PathOf(name) is not { } path)
        {
            return false;
        }

        File.Delete(path);
        Log.Deleted(_logger, name);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<BackupFile> MakeAsync(CancellationToken cancellationToken)
    {
        DeleteFolder(_folder.Making);
        PrivateFiles.CreateFolder(_folder.Root);
        Directory.CreateDirectory(_folder.Making);
        DateTimeOffset now = _time.GetUtcNow();
        string partial = Path.Combine(_folder.Making, "backup.tar");
        long began = _time.GetTimestamp();
        await using (var file = PrivateFiles.Create(partial))
        {
            await new BackupMaker(_folder, _readings).WriteAsync(file, _hub, now, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        string name = BackupFolder.NameOf(now);
        File.Move(partial, Path.Combine(_folder.Root, name), overwrite: true);
        var made = new BackupFile(name, now, new FileInfo(Path.Combine(_folder.Root, name)).Length);
        Log.Made(_logger, name, made.Bytes, _time.GetElapsedTime(began).TotalSeconds);
        return made;
    }

    private string? PathOf(string name)
    {
        string path = Path.Combine(_folder.Root, name);
        return BackupFolder.IsName(name) && File.Exists(path) ? path : null;
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
