using PiHub.Sdk.Readings;

namespace PiHub.Recorder;

/// <summary>A range of one metric in a few numbers, each in the metric's unit; booleans count as 1 and 0, texts not at all. All are null
/// when there is no number.</summary>
public sealed record ReadingStatistics
{
    /// <summary>The level that was read: how exact the times are.</summary>
    public required ReadingLevel Level { get; init; }

    /// <summary>How many readings.</summary>
    public long Count { get; init; }

    /// <summary>The lowest value.</summary>
    public double? Minimum { get; init; }

    /// <summary>Where the bucket begins that has the lowest value, UTC; of several the first.</summary>
    public DateTimeOffset? MinimumTime { get; init; }

    /// <summary>The highest value.</summary>
    public double? Maximum { get; init; }

    /// <summary>Where the bucket begins that has the highest value, UTC; of several the first.</summary>
    public DateTimeOffset? MaximumTime { get; init; }

    /// <summary>The arithmetic mean of all readings.</summary>
    public double? Mean { get; init; }

    /// <summary>The earliest value.</summary>
    public double? First { get; init; }

    /// <summary>The latest value.</summary>
    public double? Last { get; init; }

    /// <summary>How much a counter rose from the last reading before the range to the last one in it; null for what is no counter.</summary>
    public double? Increase { get; init; }

    /// <summary>The integral over time; of ranges of more than two days from buckets.</summary>
    public required ReadingIntegral Integral { get; init; }
}
