using PiHub.Hal.Drivers;

namespace PiHub.Hal.Tests.Drivers;

public sealed class BackOffTests
{
    [Fact]
    public void Next_FailingAgainAndAgain_DoublesToSixtySeconds()
    {
        var backOff = new BackOff(new Random(7));
        foreach (int seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 })
        {
            Assert.InRange(backOff.Next(TimeSpan.FromSeconds(1)).TotalSeconds, seconds * 0.9, seconds);
        }
    }

    [Fact]
    public void Next_AfterMoreThanAMinute_StartsAnew()
    {
        var backOff = new BackOff(new Random(7));
        backOff.Next(TimeSpan.Zero);
        backOff.Next(TimeSpan.Zero);
        Assert.InRange(backOff.Next(TimeSpan.FromSeconds(61)).TotalSeconds, 0.9, 1);
        Assert.InRange(backOff.Next(TimeSpan.FromSeconds(60)).TotalSeconds, 1.8, 2);
    }

    [Fact]
    public void Next_OtherChance_OtherWait() =>
        Assert.NotEqual(new BackOff(new Random(1)).Next(TimeSpan.Zero), new BackOff(new Random(2)).Next(TimeSpan.Zero));
}
