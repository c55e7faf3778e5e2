using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Widths of buckets. All are whole minutes and aligned to 1970-01-01T00:00Z.</summary>
internal static class BucketWidth
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    // Widths that divide an hour or a day, then weeks and months by rule of thumb; beyond, the last one doubles.
    private static readonly TimeSpan[] Ladder =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 14, 30 }.Select(days => TimeSpan.FromDays(days)),
    ];

    /// <summary>The width of a level; null for raw.</summary>
    public static TimeSpan? Of(ReadingLevel level) => level switch
    {
        ReadingLevel.Minute => TimeSpan.FromMinutes(1),
        ReadingLevel.Hour => TimeSpan.FromHours(1),
        ReadingLevel.Day => TimeSpan.FromDays(1),
        _ => null,
    };

    /// <summary>The coarsest level whose buckets make up the width.</summary>
    public static ReadingLevel LevelOf(TimeSpan width) =>
        width.Ticks % TimeSpan.TicksPerDay == 0 ? ReadingLevel.Day
        : width.Ticks % TimeSpan.TicksPerHour == 0 ? ReadingLevel.Hour
        : ReadingLevel.Minute;

    /// <summary>The smallest width of the ladder that cuts the range into at most so many buckets.</summary>
    public static TimeSpan For(TimeRange range, int buckets)
    {
        foreach (TimeSpan width in Ladder)
        {
            if (Count(range, width) <= buckets)
            {
                return width;
            }
        }

        TimeSpan wide = Ladder[^1] * 2;
        while (Count(range, wide) > buckets)
        {
            wide *= 2;
        }

        return wide;
    }

    /// <summary>The start of the bucket that an instant is in, in ms since 1970; right for instants before 1970 too.</summary>
    public static long Start(long timeMilliseconds, long widthMilliseconds)
    {
        long remainder = timeMilliseconds % widthMilliseconds;
        return timeMilliseconds - (remainder < 0 ? remainder + widthMilliseconds : remainder);
    }

    private static long Count(TimeRange range, TimeSpan width)
    {
        var milliseconds = (long)width.TotalMilliseconds;
        return ((Start(range.ToMilliseconds - 1, milliseconds) - Start(range.FromMilliseconds, milliseconds)) / milliseconds) + 1;
    }
}
