using System.Collections.Concurrent;

namespace PiHub.PluginHost.Metering;

/// <summary>The calls of one kind that have not returned yet. Safe to use from any thread.</summary>
internal sealed class CallsInFlight
{
    private readonly ConcurrentDictionary<long, long> _begun = new(); // number to the computer's uptime in ms
    private long _last;

    public int Count => _begun.Count;

    public long Begin()
    {
        long number = Interlocked.Increment(ref _last);
        _begun[number] = Environment.TickCount64;
        return number;
    }

    public void End(long number) => _begun.TryRemove(number, out _);

    /// <summary>How many have been at work for at least so long.</summary>
    public int CountOlderThan(TimeSpan age)
    {
        long latest = Environment.TickCount64 - (long)age.TotalMilliseconds;
        return _begun.Values.Count(begun => begun <= latest);
    }
}
