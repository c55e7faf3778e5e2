using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Testing.Readings;

/// <summary>Answers aligned queries from raw readings, by the rules of the recorder.</summary>
internal static class AlignedQuery
{
    private const int MostSeries = 50;

    private static readonly TimeSpan[] Widths =
    [
        .. new[] { 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 7, 14, 30 }.Select(days => TimeSpan.FromDays(days)),
    ];

    /// <exception cref="ArgumentException">The queries contradict themselves or each other.</exception>
    public static void Check(IReadOnlyList<ReadingQuery> queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (queries.Count is < 1 or > MostSeries)
        {
            throw new ArgumentException($"There must be 1 to {MostSeries} queries, not {queries.Count}.", nameof(queries));
        }

        foreach (ReadingQuery query in queries)
        {
            SeriesQuery.Check(query);
            string? fault = query switch
            {
                { After: not null } => "'after' has no meaning here: the whole range is answered at once.",
                { Points: null, Level: null or ReadingLevel.Raw } => "Aligned queries are answered in buckets: give 'points', or a level but raw.",
                _ when (query.From, query.To, query.Points, query.Level)
                    != (queries[0].From, queries[0].To, queries[0].Points, queries[0].Level) => "All queries must have the same range and points or level.",
                _ => null,
            };
            if (fault is not null)
            {
                throw new ArgumentException(fault, nameof(queries));
            }
        }
    }

    /// <summary>The answer to one of them.</summary>
    /// <param name="query">A query that was checked.</param>
    /// <param name="points">All readings in its range, oldest first.</param>
    public static ReadingSeries Answer(ReadingQuery query, ReadingPoint[] points)
    {
        TimeSpan width = query.Level is { } level ? SeriesQuery.WidthOf(level) : WidthFor(query);
        return new()
        {
            Level = width.Ticks % TimeSpan.TicksPerDay == 0 ? ReadingLevel.Day
                : width.Ticks % TimeSpan.TicksPerHour == 0 ? ReadingLevel.Hour : ReadingLevel.Minute,
            BucketWidth = width,
            Buckets = [.. SeriesQuery.Buckets(points, width)],
            Gaps = query.Points is null ? [] : Gaps.Of(query, points),
        };
    }

    private static TimeSpan WidthFor(ReadingQuery query)
    {
        TimeSpan widest = Widths[^1];
        while (Count(query, widest) > query.Points)
        {
            widest *= 2;
        }

        return Widths.FirstOrDefault(width => Count(query, width) <= query.Points, widest);
    }

    private static long Count(ReadingQuery query, TimeSpan width) =>
        ((query.To.UtcTicks - 1) / width.Ticks) - (query.From.UtcTicks / width.Ticks) + 1;
}
