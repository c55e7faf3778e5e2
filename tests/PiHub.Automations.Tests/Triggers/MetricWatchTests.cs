using FsCheck;
using FsCheck.Fluent;
using PiHub.Automations.Actions;
using PiHub.Automations.Triggers;
using PiHub.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Tests.Triggers;

public sealed class MetricWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
    private readonly List<string> _fired = [];
    private DateTimeOffset _now = Start;

    [Fact]
    public void Limit_WhateverTheSequence_FiresOnlyAfterGoingBackBeyondTheHysteresis() => Prop
        .ForAll(
            Arb.From(
                from isAbove in Gen.Elements(true, false)
                from limit in Gen.Choose(-5, 5)
                from hysteresis in Gen.Choose(0, 4)
                from forS in Gen.Choose(0, 3)
                from phase in Gen.Elements(Enum.GetValues<CrossingPhase>())
                from values in Gen.ArrayOf(Gen.Choose(-10, 10))
                select (isAbove, limit, hysteresis, forS, phase, values)),
            input => Check(input.isAbove, input.limit, input.hysteresis, input.forS, input.phase, input.values))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Limit_CrossedAtOnce_FiresWithTheValue()
    {
        MetricWatch watch = Watch("above", 5);
        Send(watch, 1, 6, 7);

        Assert.Equal(["6"], _fired);
    }

    [Fact]
    public void ValueBeyondTheLimitWhenFirstHeardOf_FiresNothing_UntilItWentBack()
    {
        MetricWatch watch = Watch("above", 5);
        Send(watch, 6, 7);
        Assert.Empty(_fired);

        Send(watch, 5, 8);
        Assert.Equal(["8"], _fired);
    }

    [Theory]
    [InlineData(CrossingPhase.Armed, 1)]
    [InlineData(CrossingPhase.Fired, 0)]
    internal void CrossingDuringDowntime_FiresOnceAfterTheStart_IfItWasNotToldBefore(CrossingPhase kept, int expected)
    {
        MetricWatch watch = Watch("above", 5, phase: kept);
        Send(watch, 6, 7);

        Assert.Equal(expected, _fired.Count);
    }

    [Fact]
    public void NumberThatIsNoLongerReported_HasNotStayedBeyondTheLimit()
    {
        MetricWatch watch = Watch("above", 5, forS: 10);
        Send(watch, 1, 6);
        _now += TimeSpan.FromMinutes(5);
        watch.OnTime(_now);
        Assert.Empty(_fired);

        Send(watch, 7);
        Assert.Equal(["7"], _fired);
    }

    [Fact]
    public void BooleanSentOnce_HasStayedWhenItsTimeIsOver_UnlessItsDeviceWentOffline()
    {
        MetricWatch watch = Watch("equals", true, forS: 60);
        Send(watch, false, true);
        Assert.Equal(_now + TimeSpan.FromSeconds(60), watch.Due);
        watch.OnAvailability(Availability.Offline, _now);
        Assert.Null(watch.Due);

        Send(watch, true);
        _now += TimeSpan.FromSeconds(60);
        watch.OnTime(_now);
        Assert.Equal(["true"], _fired);
    }

    [Fact]
    public void Changes_FiresAtEachOtherValue_ButNotAtTheFirst()
    {
        MetricWatch watch = Watch("changes", "");
        Send(watch, "a", "a", "b", "a");

        Assert.Equal(["b", "a"], _fired);
    }

    [Fact]
    public void SampleThatIsLateOrOutOfOrder_CountsForNothing()
    {
        MetricWatch watch = Watch("above", 5);
        Send(watch, 1);
        watch.OnSample(SampleAt(_now - TimeSpan.FromHours(1), 9), _now);
        _now += TimeSpan.FromHours(2);
        watch.OnSample(SampleAt(_now - TimeSpan.FromMinutes(11), 9), _now);

        Assert.Empty(_fired);
    }

    private static bool Check(bool isAbove, int limit, int hysteresis, int forS, CrossingPhase phase, int[] values)
    {
        var fired = new List<int>();
        var watch = new MetricWatch(Samples.Metric(isAbove ? "above" : "below", limit, hysteresis, forS), phase);
        int index = 0;
        watch.Fired = _ => fired.Add(index);
        for (; index < values.Length; index++)
        {
            DateTimeOffset now = Start.AddSeconds(index);
            watch.OnSample(SampleAt(now, values[index]), now);
        }

        int Beyond(int value) => isAbove ? value - limit : limit - value;
        return fired.All(at => Beyond(values[at]) > 0)
            && fired.Zip(fired.Skip(1)).All(pair => values[pair.First..pair.Second].Any(value => Beyond(value) <= -hysteresis))
            && fired.All(at => at - forS >= 0 && values[(at - forS)..at].All(value => Beyond(value) > 0));
    }

    private static Sample SampleAt(DateTimeOffset time, MetricValue value) =>
        new() { Device = "meter", Time = time, Metrics = new Dictionary<string, MetricValue> { ["power"] = value } };

    private MetricWatch Watch(string how, object value, double forS = 0, CrossingPhase phase = CrossingPhase.Unknown) =>
        new(Samples.Metric(how, value, forS: forS), phase) { Fired = (Circumstances happened) => _fired.Add(happened.Value) };

    private void Send(MetricWatch watch, params MetricValue[] values)
    {
        foreach (MetricValue value in values)
        {
            _now += TimeSpan.FromSeconds(1);
            watch.OnSample(SampleAt(_now, value), _now);
        }
    }
}
