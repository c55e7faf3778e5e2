using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Testing.Readings;

/// <summary>Finds stretches without readings, by the rules of the recorder.</summary>
internal static class Gaps
{
    private const int Most = 1000;
    private const int UsualDistances = 5;

    /// <summary>The gaps of a range, those at both ends included.</summary>
    /// <param name="query">A query that was checked.</param>
    /// <param name="points">All readings in its range, oldest first.</param>
    public static ReadingGap[] Of(ReadingQuery query, ReadingPoint[] points)
    {
        DateTimeOffset[] times = [query.From, .. points.Select(point => point.Time), query.To];
        TimeSpan threshold = Threshold(query, points);
        return Longest(times.Zip(times.Skip(1), (one, next) => new ReadingGap(one, next))
            .Where(gap => gap.To - gap.From > threshold || points.Length == 0));
    }

    /// <summary>How long nothing may come before it is a gap.</summary>
    public static TimeSpan Threshold(ReadingQuery query, ReadingPoint[] points)
    {
        TimeSpan[] distances = [.. points.Zip(points.Skip(1), (one, next) => next.Time - one.Time).Order()];
        return query.GapAfter ?? (distances.Length == 0 ? TimeSpan.MaxValue : distances[(distances.Length - 1) / 2] * UsualDistances);
    }

    /// <summary>The longest 1,000 gaps, oldest first.</summary>
    public static ReadingGap[] Longest(IEnumerable<ReadingGap> gaps) =>
        [.. gaps.OrderByDescending(gap => gap.To - gap.From).Take(Most).OrderBy(gap => gap.From)];
}
