using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>Where buckets begin and end. Minutes, hours and other fixed widths are aligned to 1970-01-01T00:00Z; days are those of a time
/// zone, 23 to 25 hours long where clocks are changed. Safe to use from any thread.</summary>
/// <param name="zone">The time zone of the days.</param>
internal sealed class BucketCalendar(TimeZoneInfo zone)
{
    public const long MinuteMilliseconds = 60_000;
    public const long HourMilliseconds = 60 * MinuteMilliseconds;
    public const long DayMilliseconds = 24 * HourMilliseconds;

    // Two days inside of what a DateTime can hold, so that no offset leads out of it.
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds() + (2 * DayMilliseconds);
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - (2 * DayMilliseconds);

    public TimeZoneInfo Zone => zone;

    /// <summary>The calendar of the options' time zone, or of the system's.</summary>
    /// <exception cref="TimeZoneNotFoundException">There is no such zone.</exception>
    public static BucketCalendar Of(RecorderOptions options) => new(
        string.IsNullOrEmpty(options.TimeZone) ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone));

    /// <summary>The buckets of a level.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Raw has none.</exception>
    public BucketGrid Grid(ReadingLevel level) => level switch
    {
        ReadingLevel.Minute => new BucketGrid(this, MinuteMilliseconds, Days: 0),
        ReadingLevel.Hour => new BucketGrid(this, HourMilliseconds, Days: 0),
        ReadingLevel.Day => new BucketGrid(this, DayMilliseconds, Days: 1),
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    /// <summary>Buckets of a width. Whole days are days of the zone, counted from a Monday, so that weeks begin on Mondays; all else is
    /// aligned to 1970-01-01T00:00Z.</summary>
    /// <param name="width">At least 1 ms, whole ms.</param>
    public BucketGrid Grid(TimeSpan width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, TimeSpan.FromMilliseconds(1));
        long days = width.Ticks % TimeSpan.TicksPerDay == 0 ? width.Ticks / TimeSpan.TicksPerDay : 0;
        return new BucketGrid(this, width.Ticks / TimeSpan.TicksPerMillisecond, days);
    }

    /// <summary>Where the bucket begins that an instant is in.</summary>
    public long Start(ReadingLevel level, long milliseconds) => Grid(level).Start(milliseconds);

    /// <summary>Where the bucket ends that an instant is in; the next one begins there.</summary>
    public long End(ReadingLevel level, long milliseconds) => Grid(level).End(milliseconds);

    /// <summary>The end of the bucket that begins at or after an instant: the instant itself when a bucket begins there.</summary>
    public long Ceiling(ReadingLevel level, long milliseconds) =>
        Start(level, milliseconds) == milliseconds ? milliseconds : End(level, milliseconds);

    /// <summary>The start of a multiple of a width, not after the instant.</summary>
    public static long Floor(long milliseconds, long width)
    {
        long remainder = milliseconds % width;
        return milliseconds - (remainder < 0 ? remainder + width : remainder);
    }

    /// <summary>The days from one Monday-aligned day number to another that an instant is in.</summary>
    internal TimeRange DaysAround(long milliseconds, long days)
    {
        if (milliseconds < Earliest || milliseconds >= Latest)
        {
            long start = Floor(milliseconds, days * DayMilliseconds);
            return new TimeRange(start, start + (days * DayMilliseconds));
        }

        long day = DayNumber(milliseconds + Offset(milliseconds));
        while (DayStart(day) > milliseconds)
        {
            day--;
        }

        while (DayStart(day + 1) <= milliseconds)
        {
            day++;
        }

        long first = days == 1 ? day : Floor(day - MondayNumber, days) + MondayNumber;
        return new TimeRange(DayStart(first), DayStart(first + days));
    }

    // 1970-01-05, the first Monday.
    private const long MondayNumber = 4;

    private static long DayNumber(long localMilliseconds) => Floor(localMilliseconds, DayMilliseconds) / DayMilliseconds;

    /// <summary>The earliest instant at which clocks show the day or a later one, to the whole minute. That is midnight, the first of two
    /// midnights where clocks are set back over it, and the end of the gap where they are set forward over it.</summary>
    private long DayStart(long day)
    {
        long midnight = day * DayMilliseconds;
        long before = Offset(midnight - DayMilliseconds);
        long after = Offset(midnight + DayMilliseconds);
        if (before == after)
        {
            return midnight - before;
        }

        long change = FindChange(midnight - DayMilliseconds, midnight + DayMilliseconds, before);
        return Floor(midnight - before < change ? midnight - before : Math.Max(change, midnight - after), MinuteMilliseconds);
    }

    /// <summary>The first instant with another offset.</summary>
    private long FindChange(long from, long to, long offset)
    {
        while (to - from > 1)
        {
            long middle = from + ((to - from) / 2);
            (from, to) = Offset(middle) == offset ? (middle, to) : (from, middle);
        }

        return to;
    }

    private long Offset(long milliseconds) =>
        zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest)).UtcDateTime).Ticks
        / TimeSpan.TicksPerMillisecond;
}
