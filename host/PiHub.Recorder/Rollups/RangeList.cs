using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>Ranges, ascending and apart from each other.</summary>
internal static class RangeList
{
    /// <summary>The union of ranges.</summary>
    /// <param name="ranges">Any ranges; sorted here.</param>
    public static List<TimeRange> Union(List<TimeRange> ranges)
    {
        ranges.Sort(static (left, right) => left.FromMilliseconds.CompareTo(right.FromMilliseconds));
        var union = new List<TimeRange>(ranges.Count);
        foreach (TimeRange range in ranges)
        {
            if (range.IsEmpty)
            {
                continue;
            }

            if (union.Count > 0 && union[^1].ToMilliseconds >= range.FromMilliseconds)
            {
                union[^1] = union[^1] with { ToMilliseconds = Math.Max(union[^1].ToMilliseconds, range.ToMilliseconds) };
            }
            else
            {
                union.Add(range);
            }
        }

        return union;
    }

    /// <summary>The whole buckets that the ranges touch and that end by a time.</summary>
    /// <param name="ranges">Ascending, apart from each other.</param>
    /// <param name="grid">The buckets.</param>
    /// <param name="until">The time, ms since 1970 UTC.</param>
    public static List<TimeRange> Cover(IReadOnlyList<TimeRange> ranges, BucketGrid grid, long until)
    {
        var covered = new List<TimeRange>();
        foreach (TimeRange range in ranges)
        {
            if (range.FromMilliseconds < until)
            {
                TimeRange cover = grid.Cover(range);
                covered.Add(cover.ToMilliseconds <= until
                    ? cover
                    : cover with { ToMilliseconds = grid.Start(until) });
            }
        }

        return Union(covered);
    }
}
