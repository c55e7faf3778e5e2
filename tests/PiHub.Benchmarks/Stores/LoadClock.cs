namespace PiHub.Benchmarks.Stores;

/// <summary>The wall clock of a hub to which a load comes as if it were live: it shows the time of the newest sample, and goes on from there.
/// Its timers run sixty times as fast, for the load comes even faster: what the hub does every minute is to be seen in a short run.</summary>
internal sealed class LoadClock : TimeProvider
{
    private const int TimerSpeed = 60;

    private readonly Lock _lock = new();

    // Guarded by _lock.
    private DateTimeOffset _shown;
    private long _shownAt = TimeProvider.System.GetTimestamp();

    /// <summary>Creates it.</summary>
    /// <param name="start">What it shows at first.</param>
    public LoadClock(DateTimeOffset start) => _shown = start;

    /// <summary>Sets it forward, never back.</summary>
    public void Reach(DateTimeOffset time)
    {
        lock (_lock)
        {
            if (time > Now())
            {
                (_shown, _shownAt) = (time, TimeProvider.System.GetTimestamp());
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return Now();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Faster(dueTime), Faster(period));

    private static TimeSpan Faster(TimeSpan time) => time > TimeSpan.Zero ? time / TimerSpeed : time; // infinite is negative

    private DateTimeOffset Now() => _shown + TimeProvider.System.GetElapsedTime(_shownAt);
}
