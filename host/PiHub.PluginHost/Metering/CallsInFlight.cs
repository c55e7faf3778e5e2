using System.Collections.Concurrent;

namespace PiHub.PluginHost.Metering;

/// <summary>The calls of one kind that have not returned yet. Safe to use from any thread.</summary>
internal sealed class CallsInFlight
{
    private readonly ConcurrentDictionary<long, Call> _begun = new(); // by number
    private long _last;

    public int Count => _begun.Count;

    /// <summary>A call begins.</summary>
    /// <param name="name">Of what, for people; null when that does not matter.</param>
    public long Begin(string? name)
    {
        long number = Interlocked.Increment(ref _last);
        _begun[number] = new Call(name, Environment.TickCount64);
        return number;
    }

    public void End(long number) => _begun.TryRemove(number, out _);

    /// <summary>How many have been at work for at least so long.</summary>
    public int CountOlderThan(TimeSpan age) => OlderThan(age).Count();

    /// <summary>What has been at work for at least so long, each name once, in order.</summary>
    public IReadOnlyList<string> NamesOlderThan(TimeSpan age) =>
        [.. OlderThan(age).Select(call => call.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<Call> OlderThan(TimeSpan age)
    {
        long latest = Environment.TickCount64 - (long)age.TotalMilliseconds;
        return _begun.Values.Where(call => call.Begun <= latest);
    }

    /// <param name="Name">Of what.</param>
    /// <param name="Begun">The computer's uptime in ms.</param>
    private readonly record struct Call(string? Name, long Begun);
}
