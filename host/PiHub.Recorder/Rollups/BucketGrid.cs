using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>Buckets of one width, without gaps and overlaps over all times.</summary>
/// <param name="Calendar">Whose days they are.</param>
/// <param name="WidthMilliseconds">The width when it is fixed; by the clock when it is days.</param>
/// <param name="Days">How many days of the calendar a bucket has; 0 when the width is fixed.</param>
internal readonly record struct BucketGrid(BucketCalendar Calendar, long WidthMilliseconds, long Days)
{
    // Beyond, sums of times would overflow; no reading is there.
    private const long Farthest = long.MaxValue / 4;

    /// <summary>The bucket that an instant is in.</summary>
    /// <param name="milliseconds">The instant, ms since 1970 UTC.</param>
    public TimeRange Around(long milliseconds)
    {
        milliseconds = Math.Clamp(milliseconds, -Farthest, Farthest);
        if (Days > 0)
        {
            return Calendar.DaysAround(milliseconds, Days);
        }

        long start = BucketCalendar.Floor(milliseconds, WidthMilliseconds);
        return new TimeRange(start, start + WidthMilliseconds);
    }

    /// <summary>Where the bucket begins that an instant is in, ms since 1970 UTC.</summary>
    /// <param name="milliseconds">The instant, ms since 1970 UTC.</param>
    public long Start(long milliseconds) => Around(milliseconds).FromMilliseconds;

    /// <summary>Where the bucket ends that an instant is in, ms since 1970 UTC; the next one begins there.</summary>
    /// <param name="milliseconds">The instant, ms since 1970 UTC.</param>
    public long End(long milliseconds) => Around(milliseconds).ToMilliseconds;

    /// <summary>The whole buckets that have something in common with a range.</summary>
    /// <param name="range">The range; not empty.</param>
    public TimeRange Cover(TimeRange range) => new(Start(range.FromMilliseconds), End(range.ToMilliseconds - 1));
}
