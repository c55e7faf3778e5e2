using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Where the stored buckets of a level are missing or not to be trusted.</summary>
internal static class DoubtfulStretches
{
    /// <summary>Whole buckets, ascending, apart from each other. What has lost its raw readings is not among them: there is nothing better
    /// than its stored buckets.</summary>
    public static IReadOnlyList<TimeRange> Of(RollupState state, BucketCalendar calendar, ReadingLevel level)
    {
        long until = level switch
        {
            ReadingLevel.Minute => state.MinutesUntil,
            ReadingLevel.Hour => state.HoursUntil,
            _ => state.DaysUntil,
        };
        long computable = Computable(state, calendar, level);
        List<TimeRange> stretches = [];
        foreach (TimeRange late in state.Stale.Select(stale => stale.Range).Concat(state.Late).OrderBy(range => range.FromMilliseconds))
        {
            if (!late.IsEmpty)
            {
                TimeRange whole = calendar.Grid(level).Cover(late);
                Add(stretches, whole.Intersect(new TimeRange(computable, until)));
            }
        }

        Add(stretches, new TimeRange(until, long.MaxValue));
        return stretches;
    }

    // Before it there are no raw readings, or not all: a minute needs all of its own, an hour can take the stored minutes.
    private static long Computable(RollupState state, BucketCalendar calendar, ReadingLevel level)
    {
        if (state.RawFrom <= 0)
        {
            return long.MinValue;
        }

        return level == ReadingLevel.Minute
            ? calendar.Ceiling(level, state.RawFrom)
            : calendar.Start(level, state.RawFrom);
    }

    private static void Add(List<TimeRange> stretches, TimeRange stretch)
    {
        if (stretch.IsEmpty)
        {
            return;
        }

        if (stretches is [.., var last] && last.ToMilliseconds >= stretch.FromMilliseconds)
        {
            stretches[^1] = last with { ToMilliseconds = Math.Max(last.ToMilliseconds, stretch.ToMilliseconds) };
        }
        else
        {
            stretches.Add(stretch);
        }
    }
}
