namespace PiHub.Sdk.Readings;

/// <summary>Asks for a range of one metric: all of it page by page, or so many points that a chart can show.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record ReadingQuery
{
    /// <summary>The largest <see cref="Limit"/> and <see cref="Points"/>.</summary>
    public const int MaximumPoints = 100_000;

    /// <summary>The device's id.</summary>
    public required string Device { get; init; }

    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>Start of the range, included, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the range, not included, UTC; later than <see cref="From"/>.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>At most so many points, 2 to <see cref="MaximumPoints"/>, from the cheapest level that answers; null: no such limit.
    /// Not together with <see cref="Level"/>.</summary>
    public int? Points { get; init; }

    /// <summary>Exactly this level; null: raw, or what <see cref="Points"/> leads to.</summary>
    public ReadingLevel? Level { get; init; }

    /// <summary>Page size, 1 to <see cref="MaximumPoints"/>; the default is 10,000. Not used with <see cref="Points"/>.</summary>
    /// <value>10000</value>
    public int Limit { get; init; } = 10_000;

    /// <summary>How long nothing may come before it is a gap; null: five times the usual distance of the range's readings. Used with
    /// <see cref="Points"/> only. Since 0.3.</summary>
    public TimeSpan? GapAfter { get; init; }

    /// <summary>Continue behind this time, the former page's <see cref="ReadingSeries.Next"/>; null: from the start.</summary>
    public DateTimeOffset? After { get; init; }
}
