using PiHub.PluginHost.Jobs;
using PiHub.Sdk.Jobs;

namespace PiHub.PluginHost.Tests.Jobs;

public sealed class JobScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")] // 02:30 does not exist: at the end of the gap, 03:00
    [InlineData("2026-03-29T12:00:00Z", "2026-03-30T00:30:00Z")] // from then on in summer time
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // 02:30 exists twice: the first one
    [InlineData("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")] // and not again
    public void DailyCron_OverAChangeOfTheClocks_IsDueOnceADay(string after, string expected)
    {
        DateTimeOffset? next = Cron("0 30 2 * * ?").NextAfter(Time(after), Time(after), Berlin);

        Assert.Equal(Time(expected), next);
    }

    [Theory]
    [InlineData("2026-03-29T00:05:00Z", "2026-03-29T01:00:00Z")] // 02:05 does not exist: at the end of the gap, 03:00
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T01:05:00Z")]
    [InlineData("2026-10-25T00:05:00Z", "2026-10-25T01:05:00Z")]
    public void HourlyCron_OverAChangeOfTheClocks_IsDueEveryHour(string after, string expected)
    {
        DateTimeOffset? next = Cron("0 5 * * * ?").NextAfter(Time(after), Time(after), Berlin);

        Assert.Equal(Time(expected), next);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:10:00Z")]
    [InlineData("2026-01-01T00:09:59Z", "2026-01-01T00:10:00Z")]
    [InlineData("2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z")]
    public void Interval_KeepsTheRhythmOfItsAnchor(string after, string expected)
    {
        var schedule = new JobSchedule(Cron: null, TimeSpan.FromMinutes(10), MisfirePolicy.Skip);

        Assert.Equal(Time(expected), schedule.NextAfter(Time(after), Time("2026-01-01T00:00:00Z"), Berlin));
    }

    [Theory]
    [InlineData("Water", "0 5 * * * ?", "job id 'Water'")]
    [InlineData("", "0 5 * * * ?", "job id ''")]
    [InlineData("water", "5 * * * *", "'5 * * * *', which is not valid")]
    [InlineData("water", "0 61 * * * ?", "'0 61 * * * ?', which is not valid")]
    [InlineData("water", "", "'', which is not valid")]
    [InlineData("water", null, "'', which is not valid")]
    public void Cron_ThatIsWrong_IsRefusedWithTheReason(string id, string? cron, string expected)
    {
        var refusal = Assert.Throws<ArgumentException>(() => JobSchedule.Check(id, cron, interval: null, MisfirePolicy.RunOnce));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00.999", false)]
    [InlineData("-00:00:01", false)]
    [InlineData("00:00:01", true)]
    [InlineData("366.00:00:00", true)]
    [InlineData("366.00:00:01", false)]
    public void Interval_OutOfRange_IsRefused(string interval, bool isFine)
    {
        Exception? refusal = Record.Exception(
            () => JobSchedule.Check("water", cron: null, TimeSpan.Parse(interval), MisfirePolicy.RunOnce));

        Assert.Equal(isFine, refusal is null);
    }

    private static JobSchedule Cron(string cron) => new(cron, Interval: null, MisfirePolicy.RunOnce);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text);
}
