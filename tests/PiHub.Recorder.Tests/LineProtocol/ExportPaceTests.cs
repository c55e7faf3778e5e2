using PiHub.Recorder.LineProtocol;

namespace PiHub.Recorder.Tests.LineProtocol;

public sealed class ExportPaceTests
{
    private readonly ExportPace _pace = new(TimeProvider.System, new Random(1));

    [Fact]
    public void Trouble_WaitsLonger_UpToAMinute_AndNeverTwiceTheSame()
    {
        double[] waits = [.. Enumerable.Range(0, 10).Select(_ => _pace.AfterTrouble(requested: null).TotalSeconds)];
        double[] middles = [1, 2, 4, 8, 16, 32, 60, 60, 60, 60];
        for (int i = 0; i < waits.Length; i++)
        {
            Assert.InRange(waits[i], middles[i] * 0.8, middles[i] * 1.2);
        }

        Assert.Equal(waits.Length, waits.Distinct().Count());
        _pace.Reset();
        Assert.InRange(_pace.AfterTrouble(requested: null).TotalSeconds, 0.8, 1.2);
    }

    [Theory]
    [InlineData(17, 17)]
    [InlineData(86_400, 3_600)]
    public void RetryAfter_IsKept_WithinReason(int requested, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), _pace.AfterTrouble(TimeSpan.FromSeconds(requested)));

    [Fact]
    public void RetryAfter_InThePast_CountsAsNone() => Assert.InRange(_pace.AfterTrouble(TimeSpan.FromSeconds(-5)).TotalSeconds, 0.8, 1.2);
}
