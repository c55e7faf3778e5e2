using PiHub.Recorder.Clock;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Clock;

public sealed class SampleClockTests
{
    private const int DeviceTimeReplaced = 73;
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly LogWatch _log = new();
    private readonly ManualClock _time = new(Now);

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", true)]
    [InlineData("2019-12-31T23:59:59.999Z", false)]
    [InlineData("1970-01-01T00:00:00Z", false)]
    [InlineData("2026-06-01T12:10:00Z", true)]
    [InlineData("2026-06-01T12:10:00.001Z", false)]
    [InlineData("2099-01-01T00:00:00Z", false)]
    public void DeviceTime_ClockIsSet_IsTakenWhenItCanBeTrue(string text, bool isTaken)
    {
        SampleClock clock = Create(isUnset: false);
        DateTimeOffset time = DateTimeOffset.Parse(text);
        using TimePlace place = clock.Place("meter", time, Now, isHubStamped: false);

        Assert.Equal(isTaken ? (time, ReadingQuality.Good) : (Now, ReadingQuality.TimeCorrected), (place.Time, place.Quality));
        Assert.Equal(isTaken ? 0 : 1, clock.Status.Corrected.GetValueOrDefault("meter"));
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00Z", true)] // nobody knows better
    [InlineData("2010-01-01T00:00:00Z", false)]
    public void DeviceTime_ClockIsNotSet_IsTakenUnlessItCannotBe(string text, bool isTaken)
    {
        SampleClock clock = Create(isUnset: true);
        DateTimeOffset time = DateTimeOffset.Parse(text);
        using TimePlace place = clock.Place("meter", time, Now, isHubStamped: false);

        Assert.Equal(isTaken ? (time, ReadingQuality.Good) : (Now, ReadingQuality.TimeEstimated), (place.Time, place.Quality));
        Assert.Equal(isTaken ? 0 : 1, clock.Status.Corrected.GetValueOrDefault("meter"));
    }

    [Fact]
    public void NoTime_ClockIsNotSet_IsEstimatedFromThePassedTime()
    {
        SampleClock clock = Create(isUnset: true);
        _time.Advance(TimeSpan.FromSeconds(3));
        _time.Set(Now.AddYears(-5));
        using TimePlace place = clock.Place("meter", clock.Unstamped(_time.GetUtcNow()), _time.GetUtcNow(), isHubStamped: false);

        Assert.Equal((Now.AddSeconds(3), ReadingQuality.TimeEstimated), (place.Time, place.Quality));
        Assert.Equal(1, clock.Status.Estimated);
    }

    [Fact]
    public void NoTime_ClockIsSet_GetsTheTimeOfReceipt()
    {
        SampleClock clock = Create(isUnset: false);
        using TimePlace place = clock.Place("meter", clock.Unstamped(Now), Now, isHubStamped: false);

        Assert.Equal((Now, ReadingQuality.Good), (place.Time, place.Quality));
    }

    [Fact]
    public void NoTime_ClockIsSetBetweenReadingAndPlacing_GetsTheRightTime()
    {
        var state = new FakeClockState(isUnset: true);
        var watch = new ClockWatch(state, Now.AddYears(-1), _time, _log);
        var clock = new SampleClock(watch, new ClockOptions(), _log);
        DateTimeOffset receivedAt = _time.GetUtcNow(), time = clock.Unstamped(receivedAt);
        state.IsUnset = false;
        _time.Set(Now.AddDays(2));
        using TimePlace place = clock.Place("meter", time, receivedAt, isHubStamped: false);

        Assert.Equal((Now.AddDays(2), ReadingQuality.Good), (place.Time, place.Quality));
    }

    [Theory]
    [InlineData(5, 5)] // measured a while before it was published
    [InlineData(-5, 0)]
    [InlineData(1_000_000, 0)] // stamped before the clock jumped
    public void DriverTime_ClockIsNotSet_IsEstimatedToo(int ageSeconds, int expectedAgeSeconds)
    {
        SampleClock clock = Create(isUnset: true);
        using TimePlace place = clock.Place("meter", Now.AddSeconds(-ageSeconds), Now, isHubStamped: true);

        Assert.Equal((Now.AddSeconds(-expectedAgeSeconds), ReadingQuality.TimeEstimated), (place.Time, place.Quality));
        Assert.Empty(clock.Status.Corrected);
    }

    [Fact]
    public void WrongDeviceTime_IsCountedEachTime_AndNamedOnce()
    {
        SampleClock clock = Create(isUnset: false);
        for (int i = 0; i < 3; i++)
        {
            clock.Place("meter", DateTimeOffset.UnixEpoch, Now, isHubStamped: false).Dispose();
        }

        clock.Place("other", DateTimeOffset.UnixEpoch, Now, isHubStamped: false).Dispose();
        Assert.Equal(3, clock.Status.Corrected["meter"]);
        Assert.Contains("'meter'", Assert.Single(_log.Messages(DeviceTimeReplaced), message => message.Contains("'meter'")));
    }

    [Fact]
    public void WrongDeviceTime_OfEndlesslyManyDevices_IsCountedInBounds()
    {
        SampleClock clock = Create(isUnset: false);
        for (int i = 0; i < 2_000; i++)
        {
            clock.Place($"d{i}", DateTimeOffset.UnixEpoch, Now, isHubStamped: false).Dispose();
        }

        Assert.Equal(1_001, clock.Status.Corrected.Count);
        Assert.Equal(1_000, clock.Status.Corrected[""]);
    }

    private SampleClock Create(bool isUnset) =>
        new(new ClockWatch(new FakeClockState(isUnset), Now.AddYears(-1), _time, _log), new ClockOptions(), _log);
}
