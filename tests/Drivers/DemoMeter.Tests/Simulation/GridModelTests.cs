using DemoMeter.Simulation;

namespace DemoMeter.Tests.Simulation;

public sealed class GridModelTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly GridModel _grid = new(1);

    [Fact]
    public void Dips_OverADay_ComeEveryFewMinutesForOneSecondOnEachPhase()
    {
        var dips = (from second in Enumerable.Range(0, 86_400)
                    from phase in Enumerable.Range(0, 3)
                    let percent = _grid.DipResidualPercent(Start.AddSeconds(second), phase)
                    where percent is not null
                    select (second, phase, percent)).ToArray();
        Assert.Equal(360, dips.Length);
        Assert.All(dips, dip => Assert.InRange(dip.percent.GetValueOrDefault(), 60, 85));
        Assert.Equal([0, 1, 2], dips.Select(dip => dip.phase).Distinct().Order());
        Assert.All(dips.Zip(dips.Skip(1)), pair => Assert.InRange(pair.Second.second - pair.First.second, 1, 479));
    }

    [Fact]
    public void Voltage_MoreLoad_SagsWithinItsLimits()
    {
        double[] light = Volts(0);
        double[] heavy = Volts(4000);
        Assert.True(heavy.Average() < light.Average() - 3);
        Assert.All(light.Concat(heavy), volts => Assert.InRange(volts, 225, 238));
        Assert.True(light.Max() - light.Min() > 4);

        double[] Volts(double watts) =>
            [.. Enumerable.Range(0, 2000).Select(i => _grid.VoltageVolts(Start.AddSeconds(43 * i), 0, watts))];
    }

    [Fact]
    public void FrequencyAndDistortion_OverADay_StayInTheirRanges()
    {
        for (int second = 0; second < 86_400; second += 17)
        {
            DateTimeOffset time = Start.AddSeconds(second);
            Assert.InRange(_grid.FrequencyHertz(time), 49.95, 50.05);
            Assert.InRange(_grid.VoltageThdPercent(time, second % 3), 1, 4);
        }
    }
}
