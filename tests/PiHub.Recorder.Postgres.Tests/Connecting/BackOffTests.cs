using PiHub.Recorder.Postgres.Connecting;

namespace PiHub.Recorder.Postgres.Tests.Connecting;

public sealed class BackOffTests
{
    [Fact]
    public void Next_AgainAndAgain_GrowsToHalfAMinuteAndStartsOver()
    {
        var backOff = new BackOff(new Random(7));
        double[] expected = [1, 2, 4, 8, 16, 30, 30];

        double[] waits = [.. expected.Select(_ => backOff.Next().TotalSeconds)];

        Assert.All(expected.Zip(waits), pair => Assert.InRange(pair.Second, pair.First * 0.8, pair.First * 1.2));
        Assert.NotEqual(waits[^1], waits[^2]);
        backOff.Reset();
        Assert.InRange(backOff.Next().TotalSeconds, 0.8, 1.2);
    }
}
