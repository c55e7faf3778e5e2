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

    /// <summary>Reads several metrics so that they can be drawn or computed side by side: all at the same level, in buckets that begin at
    /// the same times. Since 0.3.</summary>
    /// <param name="queries">1 to 50 queries, with the same range and the same <see cref="ReadingQuery.Points"/> or
    /// <see cref="ReadingQuery.Level"/>; not raw, and without <see cref="ReadingQuery.After"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>One answer a query, in their order, each with buckets; a stretch in which one has nothing is missing there alone.</returns>
    /// <exception cref="ArgumentException">The queries contradict themselves or each other; the message says how.</exception>
    ValueTask<IReadOnlyList<ReadingSeries>> QueryAlignedAsync(IReadOnlyList<ReadingQuery> queries, CancellationToken cancellationToken);

    /// <summary>Integrates a metric over time. Since 0.3.</summary>
    /// <param name="query">Device, metric, range and <see cref="ReadingQuery.GapAfter"/>; the rest does not matter.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>From raw readings as far as they reach back, before that from minutes, then hours.</returns>
    /// <exception cref="ArgumentException">The query contradicts itself; the message says how.</exception>
    ValueTask<ReadingIntegral> IntegrateAsync(ReadingQuery query, CancellationToken cancellationToken);
}
