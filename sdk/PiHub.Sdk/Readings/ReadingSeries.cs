namespace PiHub.Sdk.Readings;

/// <summary>The answer to a <see cref="ReadingQuery"/>.</summary>
/// <remarks>Either <see cref="Points"/> or <see cref="Buckets"/> is filled: points at <see cref="ReadingLevel.Raw"/>, buckets at the
/// others. Since 0.1.</remarks>
public sealed record ReadingSeries
{
    /// <summary>The level that answered.</summary>
    public required ReadingLevel Level { get; init; }

    /// <summary>Raw readings, oldest first. When more were in the range than the points asked for, the lowest and the highest of each
    /// equal stretch of time, so that peaks stay visible; of a stretch that has only texts the first and the last.</summary>
    public IReadOnlyList<ReadingPoint> Points { get; init; } = [];

    /// <summary>Condensed readings, oldest first; empty stretches are left out. Text readings are left out; a range that has
    /// nothing else answers a query for points with <see cref="Points"/>.</summary>
    public IReadOnlyList<ReadingBucket> Buckets { get; init; } = [];

    /// <summary>The width of the buckets; null for points. A multiple of the level's when fewer points were asked for. Buckets of
    /// whole days follow the hub's local days: one may be an hour shorter or longer.</summary>
    public TimeSpan? BucketWidth { get; init; }

    /// <summary>Stretches of the range without readings that are longer than <see cref="ReadingQuery.GapAfter"/>, oldest first; of more
    /// than 1,000 the longest. Filled for queries with <see cref="ReadingQuery.Points"/> only. Since 0.3.</summary>
    public IReadOnlyList<ReadingGap> Gaps { get; init; } = [];

    /// <summary>Where the next page continues; null when this is the last.</summary>
    public DateTimeOffset? Next { get; init; }
}
