using PiHub.Recorder.Journal;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Engine;

/// <summary>Where readings, events and rollups stay for good. In front of it stand the journal, which makes them durable, and the newest
/// readings in memory; above it the queries, the rollups and the retention, which are the same for every engine.</summary>
/// <remarks>Safe to use from any thread, but for <see cref="Take"/> and <see cref="OpenAsync"/>, which one caller calls in turn. Trouble
/// with the disk or the server is an <see cref="EngineException"/>; the engine recovers by itself.</remarks>
public interface IReadingEngine : IAsyncDisposable
{
    /// <summary>Opens it, repairing what a kill or damage left; called again after it failed.</summary>
    /// <param name="journal">What was committed; already open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The newest reading of each series that it has. Entries from <see cref="NeededFrom"/> on are then given to
    /// <see cref="Take"/> once more.</returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask<IReadOnlyList<Reading>> OpenAsync(IJournal journal, CancellationToken cancellationToken);

    /// <summary>The number of the first entry that is not in the engine for good; the journal keeps everything from here on.</summary>
    long NeededFrom { get; }

    /// <summary>The number of the newest entry of which it has anything for good; beyond <see cref="NeededFrom"/> where something older is
    /// not written yet. A journal that was lost or is older goes on above it, for what has a lower number is taken for known. Asked right
    /// after <see cref="OpenAsync"/>.</summary>
    long KnownUntil => NeededFrom - 1;

    /// <summary>Takes what the journal has committed. What it has already is taken again without harm. Never waits, never fails.
    /// After it returned, queries answer with it.</summary>
    /// <param name="committed">In order; at the start again what may be missing.</param>
    void Take(IReadOnlyList<JournalEntry> committed);

    /// <summary>Waits until the engine can take more: longer only when it cannot write for so long that memory would run out.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);

    /// <summary>All series, of one device or of all, ordered by device and metric.</summary>
    /// <param name="device">The device's id; null: all.</param>
    IReadOnlyList<RecordedSeries> ListSeries(string? device);

    /// <summary>A series; null when there is none.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="metric">The metric's name.</param>
    RecordedSeries? FindSeries(string device, string metric);

    /// <summary>Reads a range, oldest first, in runs that ascend and do not overlap; what is read may be slightly newer than the call.
    /// Damaged stretches are left out, see <see cref="EngineStatus.Damages"/>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="range">The range.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    IAsyncEnumerable<ReadingRun> ReadAsync(RecordedSeries series, TimeRange range, CancellationToken cancellationToken);

    /// <summary>Reads the stored buckets of a level that begin in a range, oldest first, in pages.</summary>
    /// <param name="series">The series.</param>
    /// <param name="level">Minute, hour or day.</param>
    /// <param name="range">The range.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    IAsyncEnumerable<IReadOnlyList<RollupBucket>> ReadRollupsAsync(
        RecordedSeries series, ReadingLevel level, TimeRange range, CancellationToken cancellationToken);

    /// <summary>How far the rollups of a series are.</summary>
    /// <param name="series">The series.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask<RollupState> RollupStateAsync(RecordedSeries series, CancellationToken cancellationToken);

    /// <summary>Stores buckets, in one transaction.</summary>
    /// <param name="write">The buckets.</param>
    /// <param name="cancellationToken">Gives up; it may still be written.</param>
    /// <returns>False when readings have come into the store since the state that they were computed from: nothing was written.</returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask<bool> WriteRollupsAsync(RollupWrite write, CancellationToken cancellationToken);

    /// <summary>Reads a device's events, newest first.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="before">Only what is older, ms since 1970 UTC; null: from the newest.</param>
    /// <param name="limit">How many; those of the same millisecond as the last one come along.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask<IReadOnlyList<DeviceEvent>> ReadEventsAsync(string device, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes the readings or buckets of a series before a time; whole blocks at a time, so that some older ones may stay a
    /// while. Raw readings in a stale stretch stay until it is settled.</summary>
    /// <param name="series">The series.</param>
    /// <param name="level">Raw or a level of rollups.</param>
    /// <param name="before">What is older goes, ms since 1970 UTC.</param>
    /// <param name="cancellationToken">Gives up; it may still be deleted.</param>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask DropAsync(RecordedSeries series, ReadingLevel level, long before, CancellationToken cancellationToken);

    /// <summary>The devices that may have events; each once.</summary>
    IReadOnlyList<string> ListEventDevices()
    {
        // Engines that keep events of devices without readings list those too.
        var devices = new HashSet<string>(StringComparer.Ordinal);
        foreach (RecordedSeries series in ListSeries(null))
        {
            devices.Add(series.Device);
        }

        return [.. devices];
    }

    /// <summary>Deletes events before a time.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="before">What is older goes, ms since 1970 UTC.</param>
    /// <param name="cancellationToken">Gives up; they may still be deleted.</param>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask DropEventsAsync(string device, long before, CancellationToken cancellationToken);

    /// <summary>Deletes the oldest raw readings of all series, whose rollups are made, until about so many bytes are free.</summary>
    /// <param name="bytes">How many bytes to free.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The time before which raw readings went, ms since 1970 UTC; null when there was nothing to delete.</returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask<long?> DropOldestAsync(long bytes, CancellationToken cancellationToken);

    /// <summary>Reads everything that it keeps, and tells what is damaged.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Nothing for an engine whose server looks after its own files.</returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask<VerifyResult> VerifyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new VerifyResult(0, 0, []));

    /// <summary>Puts a consistent copy of what it keeps into a folder, from which <see cref="OpenAsync"/> could open it.</summary>
    /// <param name="folder">A folder on the store's disk, there and empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Nothing is copied of an engine whose server has backups of its own.</returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    ValueTask CopyAsync(string folder, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>What it keeps and how it does, as of now.</summary>
    EngineStatus Status { get; }
}
