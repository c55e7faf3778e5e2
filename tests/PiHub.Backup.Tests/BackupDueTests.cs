using System.Globalization;

namespace PiHub.Backup.Tests;

public sealed class BackupDueTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-01-10T01:59:59Z", "2026-01-10T02:00:00Z")]
    [InlineData("2026-01-10T02:00:00Z", "2026-01-11T02:00:00Z")]
    [InlineData("2026-07-10T02:00:00Z", "2026-07-11T01:00:00Z")] // summer time
    [InlineData("2026-01-10T23:30:00Z", "2026-01-11T02:00:00Z")] // the next day begins earlier in Berlin
    public void Next_Daily_IsTheNextSuchTimeOfTheHubsDay(string after, string due) =>
        Assert.Equal(Time(due), Next(BackupInterval.Daily, new TimeOnly(3, 0), after));

    [Theory]
    [InlineData("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")] // 02:30 does not exist: the clocks have leapt to 03:00
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T01:30:00Z")] // 02:30 comes twice: the second, in winter time
    public void Next_WhereTheClocksChange_ComesOnce(string after, string due) =>
        Assert.Equal(Time(due), Next(BackupInterval.Daily, new TimeOnly(2, 30), after));

    [Theory]
    [InlineData("2026-01-11T01:00:00Z", "2026-01-11T02:00:00Z")]
    [InlineData("2026-01-11T02:00:00Z", "2026-01-18T02:00:00Z")]
    public void Next_Weekly_IsOnSunday(string after, string due) =>
        Assert.Equal(Time(due), Next(BackupInterval.Weekly, new TimeOnly(3, 0), after));

    [Fact]
    public void Next_Never_IsNever() => Assert.Null(Next(BackupInterval.Never, new TimeOnly(3, 0), "2026-01-11T01:00:00Z"));

    private static DateTimeOffset? Next(BackupInterval interval, TimeOnly time, string after) =>
        BackupDue.Next(new BackupSettings { Interval = interval, Time = time }, Time(after), Berlin);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
