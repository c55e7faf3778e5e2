using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Rollups;

public sealed class BucketCalendarTests
{
    [Theory]
    [InlineData("Europe/Bucharest", "2026-01-15T12:00:00Z", "2026-01-14T22:00:00Z", 24)]
    [InlineData("Europe/Bucharest", "2026-03-29T12:00:00Z", "2026-03-28T22:00:00Z", 23)]
    [InlineData("Europe/Bucharest", "2026-10-25T12:00:00Z", "2026-10-24T21:00:00Z", 25)]
    [InlineData("Asia/Kolkata", "2026-05-05T00:00:00Z", "2026-05-04T18:30:00Z", 24)]
    [InlineData("UTC", "2026-05-05T23:59:59Z", "2026-05-05T00:00:00Z", 24)]
    // Midnight does not exist: clocks go from 23:59:59 to 01:00.
    [InlineData("America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z", 23)]
    // Clocks go from 24:00 back to 23:00: the day before has 25 hours.
    [InlineData("America/Sao_Paulo", "2018-02-17T12:00:00Z", "2018-02-17T02:00:00Z", 25)]
    [InlineData("America/Sao_Paulo", "2018-02-18T12:00:00Z", "2018-02-18T03:00:00Z", 24)]
    // Clocks go from 01:00 back to 00:00: midnight comes twice, the day begins at the first.
    [InlineData("America/Havana", "2025-11-02T12:00:00Z", "2025-11-02T04:00:00Z", 25)]
    // Half an hour: 23.5 and 24.5 hours.
    [InlineData("Australia/Lord_Howe", "2025-10-05T00:00:00Z", "2025-10-04T13:30:00Z", 23.5)]
    [InlineData("Australia/Lord_Howe", "2026-04-05T00:00:00Z", "2026-04-04T13:00:00Z", 24.5)]
    // The 30th was left out when the date line moved.
    [InlineData("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T10:00:00Z", 24)]
    [InlineData("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z", 24)]
    public void Day_OfAZone_BeginsAtItsMidnight(string zone, string instant, string start, double hours)
    {
        var calendar = new BucketCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        long time = Parse(instant);
        Assert.Equal(Parse(start), calendar.Start(ReadingLevel.Day, time));
        Assert.Equal(Parse(start) + (long)(hours * BucketCalendar.HourMilliseconds), calendar.End(ReadingLevel.Day, time));
    }

    [Theory]
    [InlineData("Europe/Bucharest", "1995-01-01T00:00:00Z")]
    [InlineData("America/Sao_Paulo", "2010-01-01T00:00:00Z")]
    [InlineData("America/St_Johns", "1990-01-01T00:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2020-01-01T00:00:00Z")]
    [InlineData("Africa/Casablanca", "2020-01-01T00:00:00Z")]
    public void Days_OfTenYears_FollowEachOtherWithoutGap(string zone, string from)
    {
        var calendar = new BucketCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        long end = calendar.End(ReadingLevel.Day, Parse(from));
        for (var day = 0; day < 3_653; day++)
        {
            TimeRange next = calendar.Grid(ReadingLevel.Day).Around(end);
            Assert.Equal(end, next.FromMilliseconds);
            Assert.Equal(next, calendar.Grid(ReadingLevel.Day).Around(next.ToMilliseconds - 1));
            Assert.InRange(next.ToMilliseconds - next.FromMilliseconds, 22 * BucketCalendar.HourMilliseconds, 26 * BucketCalendar.HourMilliseconds);
            end = next.ToMilliseconds;
        }
    }

    [Theory]
    [InlineData(1, "2026-03-29T12:34:56Z", "2026-03-29T12:34:00Z", "2026-03-29T12:35:00Z")]
    [InlineData(5, "2026-03-29T12:34:56Z", "2026-03-29T12:30:00Z", "2026-03-29T12:35:00Z")]
    [InlineData(360, "2026-03-29T12:34:56Z", "2026-03-29T12:00:00Z", "2026-03-29T18:00:00Z")]
    // A week from Monday to Monday with 167 hours.
    [InlineData(10_080, "2026-03-29T12:34:56Z", "2026-03-22T22:00:00Z", "2026-03-29T21:00:00Z")]
    public void Grid_OfAWidth_IsAlignedToUtcOrToLocalDays(int minutes, string instant, string start, string end)
    {
        BucketGrid grid = new BucketCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Bucharest")).Grid(TimeSpan.FromMinutes(minutes));
        Assert.Equal(new TimeRange(Parse(start), Parse(end)), grid.Around(Parse(instant)));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-62_135_596_800_000)]
    [InlineData(253_402_300_799_999)]
    public void Around_FarthestTimes_DoesNotOverflow(long milliseconds)
    {
        var calendar = new BucketCalendar(TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe"));
        Assert.All(
            new[] { ReadingLevel.Minute, ReadingLevel.Hour, ReadingLevel.Day },
            level => Assert.False(calendar.Grid(level).Around(milliseconds).IsEmpty));
    }

    private static long Parse(string instant) =>
        DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
