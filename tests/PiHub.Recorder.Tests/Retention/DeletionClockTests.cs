using PiHub.Recorder.Clock;
using PiHub.Recorder.Retention;
using PiHub.Recorder.Tests.Rollups;

namespace PiHub.Recorder.Tests.Retention;

public sealed class DeletionClockTests : IHubClock
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly StepFiles _files = new();
    private readonly LogWatch _log = new();
    private JumpyTime _time = new(Start);
    private DeletionClock _clock;
    private bool _isSet = true;

    public DeletionClockTests() => _clock = Create();

    public ClockStatus Status => new() { IsSet = _isSet, Corrected = new Dictionary<string, long>() };

    [Fact]
    public void Check_ClockNotSet_IsHeldUntilItIs()
    {
        _isSet = false;
        Assert.False(_clock.Check());
        Assert.False(_clock.Check());
        Assert.False(_clock.IsSet);
        Assert.Contains("not set", _clock.Held, StringComparison.Ordinal);
        Assert.Single(_log.Messages(78));
        _isSet = true;
        Assert.True(_clock.Check());
        Assert.Null(_clock.Held);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(3_650, false)]
    public void Check_JumpAhead_CountsWhenItIsLong(int days, bool isBelieved)
    {
        Assert.True(_clock.Check());
        _time.Jump(TimeSpan.FromDays(days));
        Assert.Equal(isBelieved, _clock.Check());
    }

    [Fact]
    public void Check_JumpAhead_IsBelievedAfterADay()
    {
        _clock.Check();
        _time.Jump(TimeSpan.FromDays(3_650));
        Assert.Equal([.. Enumerable.Repeat(false, 24), true, true], Enumerable.Range(0, 26).Select(_ => CheckAnHourLater()));
    }

    [Fact]
    public void Check_ClockIsSetBack_IsBelievedAtOnce()
    {
        _clock.Check();
        _time.Jump(TimeSpan.FromDays(3_650));
        Assert.False(_clock.Check());
        _time.Jump(TimeSpan.FromDays(-3_650));
        Assert.True(_clock.Check());
    }

    [Fact]
    public void Check_ClockJumpsAgainWhileInDoubt_WaitsAnew()
    {
        _clock.Check();
        _time.Jump(TimeSpan.FromDays(100));
        Assert.All(Enumerable.Range(0, 20), _ => Assert.False(CheckAnHourLater()));
        _time.Jump(TimeSpan.FromDays(100));
        Assert.All(Enumerable.Range(0, 20), _ => Assert.False(CheckAnHourLater()));
    }

    [Fact]
    public void Check_ClockIsWrongAfterARestart_IsHeldToo()
    {
        _clock.Check();
        _time = new JumpyTime(Start.AddYears(10));
        _clock = Create();
        Assert.False(_clock.Check());
        _time = new JumpyTime(Start.AddDays(29));
        _clock = Create();
        Assert.True(_clock.Check());
    }

    [Fact]
    public void Check_GoesOn_WritesItsFileOnceADay()
    {
        for (var hour = 0; hour < 24 * 40; hour++)
        {
            Assert.True(CheckAnHourLater());
        }

        Assert.Equal(40, _files.Moves);
    }

    private bool CheckAnHourLater()
    {
        bool isBelieved = _clock.Check();
        _time.Advance(TimeSpan.FromHours(1));
        return isBelieved;
    }

    private DeletionClock Create() => new(this, _files, "/data/clock.basis", _time, _log);

    private sealed class JumpyTime(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = start;
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _timestamp;

        public void Jump(TimeSpan by) => _now += by;

        public void Advance(TimeSpan duration) => (_now, _timestamp) = (_now + duration, _timestamp + duration.Ticks);
    }
}
