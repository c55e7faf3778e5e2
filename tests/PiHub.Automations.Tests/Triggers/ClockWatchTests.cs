using PiHub.Automations.Definitions;
using PiHub.Automations.Sun;
using PiHub.Automations.Triggers;
using PiHub.Settings.General;

namespace PiHub.Automations.Tests.Triggers;

public sealed class ClockWatchTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 30 6 ? * *", 6, 30)]
    [InlineData("0 0 0 ? * *", 0, 0)]
    [InlineData("0 30 3 ? * *", 3, 30)]
    public void DailyTime_OverTheDaysWhenClocksChange_ComesOnceEachDayAtThatTime(string cron, int hour, int minute)
    {
        ClockWatch watch = Watch(new AutomationTrigger { Type = "time", Cron = cron }, new GeneralSettings { TimeZone = "Europe/Berlin" });
        var local = new List<DateTime>();
        for (DateTimeOffset now = new(2026, 3, 25, 12, 0, 0, TimeSpan.Zero); now.Month < 12;)
        {
            watch.Plan(now);
            now = watch.Due ?? throw new InvalidOperationException("It never comes.");
            local.Add(TimeZoneInfo.ConvertTime(now, Berlin).DateTime);
        }

        Assert.All(local, time => Assert.Equal((hour, minute), (time.Hour, time.Minute)));
        Assert.All(local.Zip(local.Skip(1)), pair => Assert.Equal(pair.First.Date.AddDays(1), pair.Second.Date));
    }

    [Fact]
    public void TimeThatTheClocksLeaveOut_DoesNotStopTheFollowingDays()
    {
        ClockWatch watch = Watch(new AutomationTrigger { Type = "time", Cron = "0 30 2 ? * *" }, new GeneralSettings { TimeZone = "Europe/Berlin" });
        watch.Plan(new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero)); // the day without 02:30

        Assert.Equal(new DateTimeOffset(2026, 3, 30, 0, 30, 0, TimeSpan.Zero), watch.Due);
    }

    [Fact]
    public void DueTime_FiresAndPlansTheNext_ButIsLeftOutWhenItWasLongAgo()
    {
        int fired = 0;
        ClockWatch watch = Watch(new AutomationTrigger { Type = "time", Cron = "0 0 * * * ?" }, new GeneralSettings { TimeZone = "Etc/UTC" });
        watch.Fired = _ => fired++;
        watch.Plan(new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero));
        watch.OnTime(new DateTimeOffset(2026, 1, 1, 0, 59, 59, TimeSpan.Zero));
        Assert.Equal(0, fired);
        watch.OnTime(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, fired);
        watch.OnTime(new DateTimeOffset(2026, 1, 1, 2, 30, 0, TimeSpan.Zero));
        Assert.Equal(1, fired);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.Zero), watch.Due);
    }

    [Fact]
    public void Sunset_WithoutALocation_SaysWhatIsMissing()
    {
        ClockWatch watch = Watch(new AutomationTrigger { Type = "sun", Is = "sunset" }, new GeneralSettings());
        watch.Plan(DateTimeOffset.UnixEpoch);

        Assert.Null(watch.Due);
        Assert.Contains("latitude", watch.Problem, StringComparison.Ordinal);
    }

    private static ClockWatch Watch(AutomationTrigger trigger, GeneralSettings settings) =>
        new(trigger, new HubClock(new FixedSettings(settings), TimeProvider.System));
}
