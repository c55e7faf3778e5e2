namespace PiHub.Recorder.Blocks;

/// <summary>What a block says of itself, so that the index can be made anew from the blocks alone.</summary>
internal sealed record BlockHeader
{
    /// <summary>What it holds.</summary>
    public required BlockKind Kind { get; init; }

    /// <summary>The series' number; 0 for events.</summary>
    public required long SeriesId { get; init; }

    /// <summary>The device's id.</summary>
    public required string Device { get; init; }

    /// <summary>The metric's name; empty for events.</summary>
    public required string Metric { get; init; }

    /// <summary>The time of the earliest thing in it, ms since 1970 UTC.</summary>
    public required long From { get; init; }

    /// <summary>The time of the latest thing in it, ms since 1970 UTC; a bucket's is its start.</summary>
    public required long To { get; init; }

    /// <summary>How many readings, buckets or events.</summary>
    public required int Count { get; init; }

    /// <summary>Higher than that of every block written before.</summary>
    public required long Generation { get; init; }
}
