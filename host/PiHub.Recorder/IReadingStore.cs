using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder;

/// <summary>The recorded readings and events of all devices. Safe to use from any thread.</summary>
public interface IReadingStore : IReadings
{
    /// <summary>How recording goes, as of now.</summary>
    RecorderStatus Status { get; }

    /// <summary>Records an event. One that is the same in device, time, type and payload is kept once, so a repeated delivery is harmless.
    /// </summary>
    /// <param name="deviceEvent">The event.</param>
    /// <param name="cancellationToken">Gives up waiting; the event may still be recorded.</param>
    /// <returns>Completes after commit and sync to disk. While the disk fails it does not complete.</returns>
    /// <exception cref="ArgumentException">The device's id or the type is malformed.</exception>
    /// <exception cref="ObjectDisposedException">The store stopped first; the event is not recorded.</exception>
    ValueTask AppendEventAsync(DeviceEvent deviceEvent, CancellationToken cancellationToken);

    /// <summary>Reads a device's events.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="before">Only what is older, for the next page: the time of the last event that is known; null: from the newest.</param>
    /// <param name="limit">Page size, 1 to 10,000. Events of the same millisecond as the last one come along, so that no page
    /// loses them.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Newest first; empty when there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    ValueTask<IReadOnlyList<DeviceEvent>> QueryEventsAsync(
        string device, DateTimeOffset? before, int limit, CancellationToken cancellationToken);

    /// <summary>Condenses a range of one metric into a few numbers.</summary>
    /// <param name="query">Device, metric, range and <see cref="ReadingQuery.GapAfter"/>; the rest does not matter.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArgumentException">The query contradicts itself; the message says how.</exception>
    ValueTask<ReadingStatistics> StatisticsAsync(ReadingQuery query, CancellationToken cancellationToken);

    /// <summary>Reads the raw readings of one metric, oldest first, in memory that does not grow with the range.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="from">Start of the range, included.</param>
    /// <param name="to">End of the range, not included.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Nothing when the metric is unknown or has nothing in the range.</returns>
    IAsyncEnumerable<ReadingRun> ReadAsync(
        string device, string metric, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Deletes a device's readings and events. They are gone for readers at once; their space is freed little by little
    /// afterwards, so that recording goes on meanwhile.</summary>
    /// <param name="device">The device's id; one that is not known is no error.</param>
    /// <param name="cancellationToken">Gives up waiting; the device may still be deleted.</param>
    /// <returns>Completes after commit and sync to disk. Samples appended before the call are deleted, later ones are kept.</returns>
    /// <exception cref="ObjectDisposedException">The store stopped first.</exception>
    ValueTask DeleteDeviceAsync(string device, CancellationToken cancellationToken);

    /// <summary>Puts a consistent copy of everything recorded into a folder, while recording goes on. A store started on the copy, also
    /// elsewhere, has everything that was acknowledged before the call.</summary>
    /// <param name="folder">A folder on the recorder's disk, there and empty. It shares full files with the recorder: copy it, or open it
    /// on the same disk. It is not synced.</param>
    /// <param name="cancellationToken">Stops; what is in the folder is of no use then.</param>
    /// <exception cref="EngineException">The disk fails, or the recorder is not open yet.</exception>
    ValueTask BackupAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Reads everything recorded and compares checksums, while recording goes on. Damaged blocks are taken out.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How much was read, and what is newly found damaged or missing.</returns>
    /// <exception cref="EngineException">The disk or the server fails, or the recorder is not open yet.</exception>
    ValueTask<VerifyResult> VerifyAsync(CancellationToken cancellationToken);
}
