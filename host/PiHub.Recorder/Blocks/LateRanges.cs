using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks;

/// <summary>The stretches that readings came late to.</summary>
internal static class LateRanges
{
    private const int MostRanges = 256;
    private const long FirstGapMilliseconds = 60_000;

    /// <summary>Ranges that cover the readings before a time, apart where nothing came for a minute, or longer when they were too many.
    /// </summary>
    /// <param name="run">The readings.</param>
    /// <param name="until">Readings from here on do not count, ms since 1970 UTC.</param>
    public static List<TimeRange> Of(ReadingRun run, long until) => Of(run.Times[..run.LowerBound(until)]);

    /// <summary>As <see cref="Of(ReadingRun, long)"/>, with places that readings have left.</summary>
    public static List<TimeRange> Of(ReadingRun run, ReadOnlySpan<long> left, long until)
    {
        List<TimeRange> late = Of(run, until);
        int end = 0;
        while (end < left.Length && left[end] < until)
        {
            end++;
        }

        late.AddRange(Of(left[..end]));
        return late;
    }

    private static List<TimeRange> Of(ReadOnlySpan<long> times)
    {
        for (long gap = FirstGapMilliseconds; ; gap *= 4)
        {
            List<TimeRange> ranges = Cluster(times, gap);
            if (ranges.Count <= MostRanges)
            {
                return ranges;
            }
        }
    }

    private static List<TimeRange> Cluster(ReadOnlySpan<long> times, long gap)
    {
        var ranges = new List<TimeRange>();
        for (int start = 0; start < times.Length;)
        {
            int end = start + 1;
            while (end < times.Length && times[end] - times[end - 1] <= gap)
            {
                end++;
            }

            ranges.Add(new TimeRange(times[start], times[end - 1] + 1));
            start = end;
        }

        return ranges;
    }
}
