using System.Net;

namespace PiHub.Mqtt.Access;

/// <summary>Slows guessing of passwords down, for each remote address by itself. Safe from any thread.</summary>
/// <remarks>A failed attempt stays open for a growing delay; an address with failures may have only a few open at once, and the next are
/// refused unseen. So one misconfigured client does not keep its neighbours behind the same address out, and hanging up early gains
/// a guesser nothing.</remarks>
internal sealed class LoginThrottle
{
    // Typing mistakes are free.
    private const int FreeFailures = 3;
    private const int OpenAttempts = 4;

    // A full table forgets the address that failed longest ago.
    private const int MaximumAddresses = 4_096;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();

    // Guarded by _gate; in order of the last failure, the oldest first.
    private readonly LinkedList<Entry> _byAge = new();
    private readonly Dictionary<IPAddress, LinkedListNode<Entry>> _byAddress = [];

    public LoginThrottle(TimeProvider time) => _time = time;

    /// <summary>Whether an attempt from an address may be looked at.</summary>
    public bool IsOpen(IPAddress address)
    {
        lock (_gate)
        {
            Forget();
            if (!_byAddress.TryGetValue(address, out LinkedListNode<Entry>? node))
            {
                return true;
            }

            long now = _time.GetTimestamp();
            while (node.Value.OpenUntil.TryPeek(out long until) && until <= now)
            {
                node.Value.OpenUntil.Dequeue();
            }

            return node.Value.OpenUntil.Count < OpenAttempts;
        }
    }

    /// <summary>Counts a failed attempt.</summary>
    /// <param name="address">Where it came from.</param>
    /// <returns>How many have failed in a row, and how long this one stays open.</returns>
    public (int Failures, TimeSpan Delay) Fail(IPAddress address)
    {
        lock (_gate)
        {
            if (!_byAddress.Remove(address, out LinkedListNode<Entry>? node))
            {
                node = new LinkedListNode<Entry>(new Entry(address));
            }
            else
            {
                _byAge.Remove(node);
            }

            _byAddress[address] = node;
            _byAge.AddLast(node);
            Entry entry = node.Value;
            entry.LastFailure = _time.GetTimestamp();
            entry.Failures++;
            TimeSpan delay = DelayAfter(entry.Failures);
            if (delay > TimeSpan.Zero)
            {
                entry.OpenUntil.Enqueue(entry.LastFailure + (long)(delay.TotalSeconds * _time.TimestampFrequency));
            }

            Forget();
            return (entry.Failures, delay);
        }
    }

    private static TimeSpan DelayAfter(int failures) => failures <= FreeFailures
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks << Math.Min(failures - FreeFailures - 1, 10)));

    private void Forget()
    {
        while (_byAge.First is { Value: var oldest }
            && (_byAge.Count > MaximumAddresses || _time.GetElapsedTime(oldest.LastFailure) > ForgottenAfter))
        {
            _byAge.RemoveFirst();
            _byAddress.Remove(oldest.Address);
        }
    }

    private sealed class Entry(IPAddress address)
    {
        public IPAddress Address { get; } = address;

        public int Failures { get; set; }

        public long LastFailure { get; set; }

        // Bounded: attempts are refused while it is full, but for those that were looked at already.
        public Queue<long> OpenUntil { get; } = new();
    }
}
