namespace PiHub.Recorder.Tests.Rollups;

/// <summary>A clock that a test sets, wall and monotonic; its timers are the system's.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public void Advance(TimeSpan duration) => _now += duration;
}
