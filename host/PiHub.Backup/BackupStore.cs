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

    /// <summary>Takes a backup from elsewhere into the folder. Whether it is whole is seen by <see cref="RestoreAsync"/>.</summary>
    /// <param name="content">The tar file.</param>
    /// <param name="cancellationToken">Stops; nothing of it remains.</param>
    /// <returns>The backup; null when one is being made or put back.</returns>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public async Task<BackupFile?> AddAsync(Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return null;
        }

        try
        {
            BackupFile added = await PlaceAsync(file => content.CopyToAsync(file, cancellationToken));
            Log.Uploaded(_logger, added.Name, added.Bytes);
            return added;
        }
        finally
        {
            DeleteFolder(_folder.Making);
            _turn.Release();
        }
    }

    /// <summary>Checks a backup and has the next start of the hub put it in the place of all data.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isDryRun">Only checks it.</param>
    /// <param name="cancellationToken">Stops while it is checked; nothing is changed then.</param>
    /// <returns>What is in it; null when there is no such backup.</returns>
    /// <exception cref="BackupException">It is damaged, or a backup is being made or put back; nothing was changed.</exception>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public async Task<BackupContent?> RestoreAsync(string name, bool isDryRun, CancellationToken cancellationToken)
    {
        if (PathOf(name) is not { } path)
        {
            return null;
        }

        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new BackupException("A backup is being made or put back at this moment. Try again when it is done.");
        }

        try
        {
            BackupContent content = await new BackupRestore(_folder.Data, _time).PrepareAsync(path, isDryRun, cancellationToken);
            if (!isDryRun)
            {
                Log.RestorePrepared(_logger, name);
            }

            return content;
        }
        finally
        {
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
        long began = _time.GetTimestamp();
        BackupFile made = await PlaceAsync(
            file => new BackupMaker(_folder, _readings).WriteAsync(file, _hub, _time.GetUtcNow(), cancellationToken));
        Log.Made(_logger, made.Name, made.Bytes, _time.GetElapsedTime(began).TotalSeconds);
        return made;
    }

    // Whole and on disk, or not there.
    private async Task<BackupFile> PlaceAsync(Func<FileStream, Task> write)
    {
        DeleteFolder(_folder.Making);
        PrivateFiles.CreateFolder(_folder.Root);
        Directory.CreateDirectory(_folder.Making);
        DateTimeOffset now = _time.GetUtcNow();
        string partial = Path.Combine(_folder.Making, "backup.tar");
        await using (FileStream file = PrivateFiles.Create(partial))
        {
            await write(file);
            file.Flush(flushToDisk: true);
        }

        string name = BackupFolder.NameOf(now);
        File.Move(partial, Path.Combine(_folder.Root, name), overwrite: true);
        return new BackupFile(name, now, new FileInfo(Path.Combine(_folder.Root, name)).Length);
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
