using PiHub.Recorder.Blocks;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Care;

/// <summary>Looks at the readings of a hub that does not run, and mends them.</summary>
public sealed class RecorderDoctor
{
    private readonly string _folder;
    private readonly IFileSystem _files;
    private readonly TimeProvider _time;

    /// <summary>Creates it; nothing is touched yet.</summary>
    /// <param name="folder">The recorder's folder.</param>
    /// <param name="time">The clock.</param>
    public RecorderDoctor(string folder, TimeProvider time)
        : this(folder, new DiskFileSystem(new WriteMeter()), time)
    {
    }

    /// <summary>With faults in a test.</summary>
    internal RecorderDoctor(string folder, IFileSystem files, TimeProvider time) => (_folder, _files, _time) = (folder, files, time);

    /// <summary>Reads everything; changes nothing.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What was found, part by part; at least one of each part.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public IReadOnlyList<Finding> Check(CancellationToken cancellationToken)
    {
        var files = new ReadOnlyFiles(_files);
        var blocks = new BlocksCheck(files, _folder, _time);
        blocks.Run(cancellationToken);
        var journal = new JournalCheck(files, Path.Combine(_folder, "journal"), blocks.NeededFrom);
        journal.Run(cancellationToken);
        return [.. journal.Findings, .. blocks.Findings];
    }

    /// <summary>Does what the hub does at its start, and writes everything into blocks: the torn end of the journal is cut off, a damaged or
    /// missing index is made anew, damaged blocks are taken out.</summary>
    /// <param name="cancellationToken">Stops; what was done so far stays, and can be done again.</param>
    /// <returns>What was done, one line each; empty when there was nothing to do.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public async Task<IReadOnlyList<string>> RepairAsync(CancellationToken cancellationToken)
    {
        var log = new DoctorLog();
        if (JournalCheck.CutTornEnd(_files, Path.Combine(_folder, "journal")) is { } cut)
        {
            log.Add(cut);
        }

        var blocks = new BlocksCheck(new ReadOnlyFiles(_files), _folder, _time);
        blocks.Run(cancellationToken);
        if (blocks.IsIndexDamaged)
        {
            log.Add($"The damaged index was moved to '{new Sqlite.SqliteDatabase(blocks.IndexPath).MoveAside(_time.GetUtcNow())}'.");
        }

        // Nothing is deleted to make room: that is for the hub to do.
        var options = new RecorderOptions { Folder = _folder, MinimumFreeBytes = 0 };
        var engine = new BlockEngine(options, _files, _time, log);
        await using var store = new ReadingStore(options, engine, _files, _time, log);
        await store.StartAsync(cancellationToken);
        if (store.Status is { State: RecorderState.Failing, Message: { } trouble })
        {
            throw new IOException(trouble);
        }

        await store.VerifyAsync(cancellationToken);
        await engine.FlushAsync(cancellationToken);
        return log.Lines;
    }
}
