namespace PiHub.Benchmarks.Stores;

/// <summary>The wall clock of a hub to which a load comes as if it were live: it shows the time of the newest sample, and goes on from there.
/// </summary>
internal sealed class LoadClock : TimeProvider
{
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

    private DateTimeOffset Now() => _shown + TimeProvider.System.GetElapsedTime(_shownAt);
}
