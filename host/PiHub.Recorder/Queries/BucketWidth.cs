using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Widths of buckets: whole minutes and hours, aligned to 1970-01-01T00:00Z, and whole local days, aligned to 1970-01-01.</summary>
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

    /// <summary>About how many buckets of a level a range has.</summary>
    public static long NominalCount(TimeSpan range, ReadingLevel level) => range.Ticks / (Of(level) ?? TimeSpan.FromMilliseconds(1)).Ticks;

    /// <summary>The smallest width of the ladder that cuts the range into at most so many buckets.</summary>
    public static TimeSpan For(TimeRange range, int buckets, BucketCalendar calendar)
    {
        foreach (TimeSpan width in Ladder)
        {
            if (Count(range, width, calendar) <= buckets)
            {
                return width;
            }
        }

        TimeSpan wide = Ladder[^1] * 2;
        while (Count(range, wide, calendar) > buckets)
        {
            wide *= 2;
        }

        return wide;
    }

    // Days are an hour longer or shorter now and then, hence the rounding.
    private static long Count(TimeRange range, TimeSpan width, BucketCalendar calendar)
    {
        BucketGrid grid = calendar.Grid(width);
        return (long)Math.Round((grid.Start(range.ToMilliseconds - 1) - grid.Start(range.FromMilliseconds)) / width.TotalMilliseconds) + 1;
    }
}
