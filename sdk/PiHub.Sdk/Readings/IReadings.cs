namespace PiHub.Sdk.Readings;

/// <summary>The recorded readings. Implemented by the host; safe to call from any thread.</summary>
/// <remarks>Since 0.1.</remarks>
public interface IReadings
{
    /// <summary>Records a sample that did not come over the bus, e.g. an import.</summary>
    /// <param name="sample">The sample. Same device, metric and time as an older one: the new value wins.</param>
    /// <param name="cancellationToken">Gives up waiting; the sample may still be recorded.</param>
    /// <returns>Completes after commit and sync to disk. While the disk fails it does not complete.</returns>
    /// <exception cref="Bus.BusRejectedException">The plugin's manifest does not grant publishing to the device's state topic; nothing was
    /// recorded.</exception>
    ValueTask AppendAsync(Sample sample, CancellationToken cancellationToken);

    /// <summary>The newest reading of each metric.</summary>
    /// <param name="device">Of this device only; null: of all.</param>
    /// <returns>Ordered by device and metric; empty when there is none.</returns>
    IReadOnlyList<Reading> Latest(string? device);

    /// <summary>Reads a time range of one metric.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Oldest first; empty when the metric is unknown or has nothing in the range.</returns>
    /// <exception cref="ArgumentException">The query contradicts itself; the message says how.</exception>
    ValueTask<ReadingSeries> QueryAsync(ReadingQuery query, CancellationToken cancellationToken);
}
