namespace PiHub.Access.SignIn;

/// <summary>Failed attempts of one kind of origin: accounts, or addresses. Not safe for several threads.</summary>
/// <remarks>Attempts beyond the free ones are followed by a growing delay in which the next are refused unseen.</remarks>
internal sealed class ThrottleTable(int freeFailures, int maximumInFlight, TimeSpan longestDelay, TimeProvider time)
{
    // A full table forgets what was used longest ago.
    private const int MaximumEntries = 4_096;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Crowded = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(30);

    private readonly LinkedList<Entry> _byAge = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _byKey = new(StringComparer.Ordinal);

    /// <summary>How long to wait before an attempt; zero when it may be made.</summary>
    /// <param name="key">The account or address.</param>
    /// <param name="from">Where it comes from: where the account was signed in to last, it need not wait for others' mistakes.</param>
    public TimeSpan DelayOf(string key, string? from = null)
    {
        Forget();
        if (!_byKey.TryGetValue(key, out LinkedListNode<Entry>? node) || (from is not null && node.Value.Trusted == from))
        {
            return TimeSpan.Zero;
        }

        Entry entry = node.Value;
        TimeSpan left = DelayAfter(entry.Failures) - time.GetElapsedTime(entry.LastFailure);
        if (entry.Failures > freeFailures && left > TimeSpan.Zero)
        {
            return left;
        }

        // After mistakes one at a time: otherwise many at once would all be looked at before the first is counted.
        return entry.InFlight >= (entry.Failures >= freeFailures ? 1 : maximumInFlight) ? Crowded : TimeSpan.Zero;
    }

    public void Enter(string key) => Use(key).InFlight++;

    public void Leave(string key)
    {
        Entry entry = Use(key);
        entry.InFlight = Math.Max(0, entry.InFlight - 1); // a full table may have forgotten that it came
    }

    public void Fail(string key)
    {
        Entry entry = Use(key);
        entry.Failures++;
        entry.LastFailure = time.GetTimestamp();
    }

    public void Succeed(string key, string? from)
    {
        Entry entry = Use(key);
        entry.Failures = 0;
        entry.Trusted = from;
    }

    private Entry Use(string key)
    {
        if (_byKey.TryGetValue(key, out LinkedListNode<Entry>? node))
        {
            _byAge.Remove(node);
        }
        else
        {
            _byKey[key] = node = new LinkedListNode<Entry>(new Entry(key));
        }

        _byAge.AddLast(node);
        node.Value.LastUse = time.GetTimestamp();
        Forget();
        return node.Value;
    }

    private TimeSpan DelayAfter(int failures) => failures <= freeFailures
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(longestDelay.Ticks, FirstDelay.Ticks << Math.Min(failures - freeFailures - 1, 20)));

    private void Forget()
    {
        while (_byAge.First is { Value: var oldest }
            && (_byAge.Count > MaximumEntries || time.GetElapsedTime(oldest.LastUse) > ForgottenAfter))
        {
            _byAge.RemoveFirst();
            _byKey.Remove(oldest.Key);
        }
    }

    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public int Failures { get; set; }

        public int InFlight { get; set; }

        public long LastFailure { get; set; }

        public long LastUse { get; set; }

        public string? Trusted { get; set; }
    }
}
