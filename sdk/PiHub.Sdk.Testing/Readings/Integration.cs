using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Testing.Readings;

/// <summary>Integrates raw readings over time, by the rules of the recorder.</summary>
internal static class Integration
{
    /// <summary>Trapezoids between readings that are no gap apart; at the range's ends as far as a reading lies behind them.</summary>
    /// <param name="query">A query that was checked.</param>
    /// <param name="all">All readings of the metric, oldest first.</param>
    public static ReadingIntegral Of(ReadingQuery query, ReadingPoint[] all)
    {
        ReadingPoint[] numbers = [.. all.Where(point => point.Value.Number is not null)];
        TimeSpan threshold = Gaps.Threshold(query, [.. numbers.Where(point => point.Time >= query.From && point.Time < query.To)]);
        double unitHours = 0;
        DateTimeOffset done = query.From;
        List<ReadingGap> gaps = [];
        foreach ((ReadingPoint one, ReadingPoint next) in numbers.Zip(numbers.Skip(1)))
        {
            DateTimeOffset from = one.Time > query.From ? one.Time : query.From;
            DateTimeOffset to = next.Time < query.To ? next.Time : query.To;
            if (from < to && next.Time - one.Time <= threshold)
            {
                unitHours += (ValueAt(one, next, from) + ValueAt(one, next, to)) / 2 * (to - from).TotalHours;
                gaps.Add(new ReadingGap(done, from));
                done = to;
            }
        }

        gaps.Add(new ReadingGap(done, query.To));
        gaps.RemoveAll(gap => gap.From == gap.To);
        TimeSpan missing = gaps.Aggregate(TimeSpan.Zero, (sum, gap) => sum + (gap.To - gap.From));
        return new() { UnitHours = unitHours, Covered = query.To - query.From - missing, Gaps = Gaps.Longest(gaps) };
    }

    private static double ValueAt(ReadingPoint one, ReadingPoint next, DateTimeOffset time)
    {
        double share = (time - one.Time) / (next.Time - one.Time);
        return ((one.Value.Number ?? 0) * (1 - share)) + ((next.Value.Number ?? 0) * share);
    }
}
