using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Testing.Readings;

/// <summary>Answers a query from the raw readings of its range, by the rules of the recorder.</summary>
internal static class SeriesQuery
{
    /// <exception cref="ArgumentException">The query contradicts itself.</exception>
    public static void Check(ReadingQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        string? fault = query switch
        {
            { Device: null or "" } => "The query names no device.",
            { Metric: null or "" } => "The query names no metric.",
            _ when query.From >= query.To => $"The range is empty: 'from' ({query.From:O}) must be earlier than 'to' ({query.To:O}).",
            { Points: < 2 or > ReadingQuery.MaximumPoints } => $"'points' must be 2 to {ReadingQuery.MaximumPoints}, not {query.Points}.",
            { Points: not null, Level: not null } => "'points' and 'level' exclude each other: 'points' chooses the level.",
            { Points: not null, After: not null } => "'points' and 'after' exclude each other: 'points' answers the whole range at once.",
            { Limit: < 1 or > ReadingQuery.MaximumPoints } => $"'limit' must be 1 to {ReadingQuery.MaximumPoints}, not {query.Limit}.",
            { Level: { } level } when !Enum.IsDefined(level) => $"There is no level {level}.",
            { GapAfter: { } gapAfter } when gapAfter <= TimeSpan.Zero => $"'gap_after' must be longer than nothing, not {gapAfter}.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new ArgumentException(fault, nameof(query));
        }
    }

    /// <summary>The answer.</summary>
    /// <param name="query">A query that was checked.</param>
    /// <param name="points">All readings in its range, oldest first.</param>
    public static ReadingSeries Answer(ReadingQuery query, ReadingPoint[] points)
    {
        if (query.Points is { } wanted)
        {
            return new()
            {
                Level = ReadingLevel.Raw,
                Points = points.Length <= wanted ? points : Peaks(query, points, wanted),
                Gaps = Gaps.Of(query, points),
            };
        }

        ReadingPoint[] rest = [.. points.Where(point => query.After is not { } after || point.Time > after)];
        if (query.Level is { } level and not ReadingLevel.Raw)
        {
            TimeSpan width = WidthOf(level);
            ReadingBucket[] buckets = [.. Buckets(points, width).Where(bucket => query.After is not { } after || bucket.Time > after)];
            return new()
            {
                Level = level,
                BucketWidth = width,
                Buckets = [.. buckets.Take(query.Limit)],
                Next = buckets.Length > query.Limit ? buckets[query.Limit - 1].Time : null,
            };
        }

        return new()
        {
            Level = ReadingLevel.Raw,
            Points = [.. rest.Take(query.Limit)],
            Next = rest.Length > query.Limit ? rest[query.Limit - 1].Time : null,
        };
    }

    public static TimeSpan WidthOf(ReadingLevel level) => level switch
    {
        ReadingLevel.Minute => TimeSpan.FromMinutes(1),
        ReadingLevel.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    // The lowest and the highest of each equal stretch; of a stretch of texts the first and the last.
    private static ReadingPoint[] Peaks(ReadingQuery query, ReadingPoint[] points, int wanted)
    {
        int stretches = wanted / 2;
        double stretchTicks = (double)(query.To - query.From).Ticks / stretches;
        return
        [
            .. points.GroupBy(point => (int)((point.Time - query.From).Ticks / stretchTicks)).SelectMany(stretch =>
            {
                ReadingPoint[] numbers = [.. stretch.Where(point => point.Value.Number is not null)];
                ReadingPoint[] ends = numbers.Length == 0
                    ? [stretch.First(), stretch.Last()]
                    : [numbers.MinBy(point => point.Value.Number), numbers.MaxBy(point => point.Value.Number)];
                return ends.Distinct().OrderBy(point => point.Time);
            }),
        ];
    }

    public static IEnumerable<ReadingBucket> Buckets(ReadingPoint[] points, TimeSpan width) => points
        .Where(point => point.Value.Number is not null)
        .GroupBy(point => point.Time.UtcTicks / width.Ticks * width.Ticks, point => point.Value.Number ?? 0)
        .Select(bucket => new ReadingBucket
        {
            Time = new DateTimeOffset(bucket.Key, TimeSpan.Zero),
            Count = bucket.LongCount(),
            Minimum = bucket.Min(),
            Maximum = bucket.Max(),
            Mean = bucket.Average(),
            First = bucket.First(),
            Last = bucket.Last(),
        });
}
