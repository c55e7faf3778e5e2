using System.Globalization;
using PiHub.Automations.Conditions;
using PiHub.Automations.Definitions;

namespace PiHub.Automations.Tests.Conditions;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData("07:00", "22:00", "2026-01-05T07:00", true)]
    [InlineData("07:00", "22:00", "2026-01-05T22:00", false)]
    [InlineData("22:00", "06:00", "2026-01-05T23:30", true)]
    [InlineData("22:00", "06:00", "2026-01-06T05:59", true)]
    [InlineData("22:00", "06:00", "2026-01-06T06:00", false)]
    [InlineData("22:00", null, "2026-01-05T23:59", true)]
    [InlineData(null, "06:00", "2026-01-05T00:00", true)]
    public void Window_ContainsItsBeginning_ButNotItsEnd(string? after, string? before, string time, bool expected) =>
        Assert.Equal(expected, TimeWindow.Of(new AutomationCondition { After = after, Before = before }).Contains(Time(time)));

    [Theory]
    [InlineData("2026-01-05T23:00", true)] // a Monday
    [InlineData("2026-01-06T05:00", true)] // its night
    [InlineData("2026-01-05T05:00", false)] // Sunday's night
    [InlineData("2026-01-06T23:00", false)]
    public void WindowOverMidnight_BelongsToTheDayOnWhichItBegan(string time, bool expected) =>
        Assert.Equal(expected, TimeWindow.Of(new AutomationCondition { After = "22:00", Before = "06:00", Weekdays = ["mon"] }).Contains(Time(time)));

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
