namespace PiHub.Sdk.Readings;

/// <summary>The readings of a stretch of time, condensed. Values are in the metric's unit; booleans count as 1 and 0.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record ReadingBucket
{
    /// <summary>Where the stretch begins, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How many readings are in it; at least 1.</summary>
    public required long Count { get; init; }

    /// <summary>The lowest value.</summary>
    public required double Minimum { get; init; }

    /// <summary>The highest value.</summary>
    public required double Maximum { get; init; }

    /// <summary>The arithmetic mean.</summary>
    public required double Mean { get; init; }

    /// <summary>The earliest value.</summary>
    public required double First { get; init; }

    /// <summary>The latest value.</summary>
    public required double Last { get; init; }

    /// <summary>How much a counter rose from the last reading before the stretch to the last one in it, resets taken into account; for a
    /// <see cref="Devices.MetricKind.Total"/> it may be negative. The increases of a range's buckets add up to the range's. Null for what
    /// is no counter. Since 0.3.</summary>
    public double? Increase { get; init; }
}
