using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>From which level days are made.</summary>
internal static class DaySource
{
    /// <summary>Whether every day that touches a range begins and ends on a whole hour, so that hours make it up; else minutes do.</summary>
    /// <param name="calendar">The days.</param>
    /// <param name="range">The range; not longer than what is stored, as every day of it is looked at.</param>
    public static bool IsHours(BucketCalendar calendar, TimeRange range)
    {
        BucketGrid days = calendar.Grid(ReadingLevel.Day);
        TimeRange day = days.Around(range.FromMilliseconds);
        while (IsWholeHour(day.FromMilliseconds) && IsWholeHour(day.ToMilliseconds) && day.ToMilliseconds < range.ToMilliseconds)
        {
            day = days.Around(day.ToMilliseconds);
        }

        return IsWholeHour(day.FromMilliseconds) && IsWholeHour(day.ToMilliseconds);
    }

    private static bool IsWholeHour(long milliseconds) => milliseconds % BucketCalendar.HourMilliseconds == 0;
}
