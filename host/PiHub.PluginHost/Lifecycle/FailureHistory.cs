namespace PiHub.PluginHost.Lifecycle;

/// <summary>Counts a plugin's failures and says how long it rests before the next try. Used by one change at a time.</summary>
internal sealed class FailureHistory(TimeProvider time, Random jitter)
{
    /// <summary>As many failures within the window quarantine a plugin.</summary>
    public const int Limit = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(60);

    private readonly Queue<long> _failures = []; // timestamps within the window: at most Limit
    private TimeSpan _nextRest = FirstRest;

    /// <summary>Counts a failure.</summary>
    /// <returns>How long to rest: 1 s, doubling to 60 s, each up to a tenth shorter so that plugins that failed together do not come
    /// back together; null when it has failed too often.</returns>
    public TimeSpan? Add()
    {
        while (_failures.TryPeek(out long oldest) && time.GetElapsedTime(oldest) >= Window)
        {
            _failures.Dequeue();
        }

        _failures.Enqueue(time.GetTimestamp());
        if (_failures.Count >= Limit)
        {
            return null;
        }

        TimeSpan rest = _nextRest;
        _nextRest = rest * 2 < LongestRest ? rest * 2 : LongestRest;
        lock (jitter)
        {
            return rest * (1 - (0.1 * jitter.NextDouble()));
        }
    }

    /// <summary>A run lasted: what comes is a new story.</summary>
    public void Clear()
    {
        _failures.Clear();
        _nextRest = FirstRest;
    }
}
