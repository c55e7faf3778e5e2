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
}
