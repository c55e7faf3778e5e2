using PiHub.Hal.Tests;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Tests.Lifecycle;

public sealed class FailureHistoryTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FailureHistory _failures;

    public FailureHistoryTests() => _failures = new FailureHistory(_time, new Random(1));

    [Fact]
    public void FifthFailureWithinTheWindow_IsOneTooMany()
    {
        TimeSpan?[] rests = [.. Enumerable.Range(0, FailureHistory.Limit).Select(_ => _failures.Add())];

        Assert.All(rests[..^1], rest => Assert.NotNull(rest));
        Assert.Null(rests[^1]);
    }

    [Fact]
    public void Rest_DoublesUpToAMinute_AndIsAtMostATenthShorter()
    {
        double[] expected = [1, 2, 4, 8, 16, 32, 60, 60, 60];
        foreach (double seconds in expected)
        {
            TimeSpan rest = Assert.NotNull(_failures.Add());
            Assert.InRange(rest.TotalSeconds, seconds * 0.9, seconds);
            _time.Advance(FailureHistory.Window / 3); // so seldom that it is never quarantined
        }
    }

    [Fact]
    public void Clear_BeginsAnew()
    {
        _failures.Add();
        _failures.Add();

        _failures.Clear();

        Assert.InRange(Assert.NotNull(_failures.Add()).TotalSeconds, 0.9, 1);
    }
}
