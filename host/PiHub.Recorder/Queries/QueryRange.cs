using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Turns the range of a query into stored times.</summary>
internal static class QueryRange
{
    /// <summary>Where no reading can be: behind it calendars end. The last days of the year 9999 are given up for that.</summary>
    public const long End = 253_402_300_800_000 - (4 * 86_400_000L);

    /// <summary>The range, cut to what the recorder takes.</summary>
    public static TimeRange Of(ReadingQuery query) => new(Clamp(UnixTime.Ceiling(query.From)), Clamp(UnixTime.Ceiling(query.To)));

    /// <summary>How long nothing may come before it is a gap, ms; null when the query does not say.</summary>
    public static long? GapAfter(ReadingQuery query) => query.GapAfter is { } after ? (long)after.TotalMilliseconds : null;

    /// <summary>The nearest time that the recorder takes.</summary>
    public static long Clamp(long milliseconds) => Math.Clamp(milliseconds, 0, End);
}
