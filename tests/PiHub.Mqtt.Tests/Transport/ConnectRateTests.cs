using PiHub.Mqtt.Tests.Access;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt.Tests.Transport;

public sealed class ConnectRateTests
{
    [Fact]
    public void Take_SecondsWorth_AtOnceThenWaitsThenRefuses()
    {
        var clock = new ManualClock();
        var rate = new ConnectRate(10, clock);

        TimeSpan?[] turns = [.. Enumerable.Range(0, 32).Select(_ => rate.Take())];

        Assert.All(turns[..10], turn => Assert.Equal(TimeSpan.Zero, turn));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (TimeSpan?)TimeSpan.FromSeconds(i / 10.0)), turns[10..30]);
        Assert.Equal([null, null], turns[30..]);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1.1), rate.Take());
    }

    [Fact]
    public void Take_AfterALongPause_IsASecondsWorthAndNoMore()
    {
        var clock = new ManualClock();
        var rate = new ConnectRate(10, clock);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => rate.Take() == TimeSpan.Zero));
    }
}
