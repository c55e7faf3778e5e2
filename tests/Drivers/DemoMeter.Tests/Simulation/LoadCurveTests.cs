using DemoMeter.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace DemoMeter.Tests.Simulation;

public sealed class LoadCurveTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void At_SameSeedAndTime_IsTheSame()
    {
        Assert.Equal(new LoadCurve(5).At(Midnight, 1), new LoadCurve(5).At(Midnight, 1));
        Assert.NotEqual(new LoadCurve(5).At(Midnight, 1), new LoadCurve(6).At(Midnight, 1));
    }

    [Fact]
    public void At_AnySeed_NightIsLowerThanMealsAndEveningIsHighest() =>
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed =>
        {
            double night = Mean(seed, 2, 4);
            double breakfast = Mean(seed, 6, 8);
            double lunch = Mean(seed, 12, 13);
            double evening = Mean(seed, 18, 21);
            return night is > 100 and < 450 && breakfast > 2 * night && lunch > 2 * night && evening > 3 * night;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void At_Evening_PhasesAreUnbalanced()
    {
        double[] phases = [.. Enumerable.Range(0, 3).Select(phase => Mean(1, 18, 21, phase))];
        Assert.True(phases.Max() > 1.2 * phases.Min());
    }

    [Fact]
    public void At_Night_TheFridgeGoesOnAndOffOnTheFirstPhase()
    {
        double[] watts = [.. Enumerable.Range(0, 90).Select(minute => new LoadCurve(1).At(Midnight.AddHours(2).AddMinutes(minute), 0).PowerWatts)];
        Assert.True(watts.Max() - watts.Min() > 80);
    }

    private static double Mean(int seed, int fromHour, int toHour, int? phase = null)
    {
        var curve = new LoadCurve(seed);
        return Enumerable.Range(fromHour * 60, (toHour - fromHour) * 60).Average(minute => Enumerable.Range(0, 3)
            .Where(p => phase is null || p == phase)
            .Sum(p => curve.At(Midnight.AddMinutes(minute), p).PowerWatts));
    }
}
