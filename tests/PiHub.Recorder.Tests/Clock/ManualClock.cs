namespace PiHub.Recorder.Tests.Clock;

/// <summary>A machine whose clock can jump: the wall clock is set apart from the time that passes, and timers fire as it passes.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _passed.Ticks;

    /// <summary>Sets the wall clock.</summary>
    public void Set(DateTimeOffset now) => _now = now;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan duration)
    {
        _now += duration;
        _passed += duration;
        foreach (ManualTimer timer in _timers.ToArray())
        {
            timer.FireIfDue(_passed);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        private TimeSpan? _due;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (_due, _period) = (dueTime < TimeSpan.Zero ? null : clock._passed + dueTime, period);
            return true;
        }

        public void FireIfDue(TimeSpan passed)
        {
            if (_due <= passed)
            {
                _due = _period > TimeSpan.Zero ? passed + _period : null;
                fire();
            }
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
