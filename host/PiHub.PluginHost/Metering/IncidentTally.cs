namespace PiHub.PluginHost.Metering;

/// <summary>Counts incidents of one kind, and says which are worth a line in the log. Safe to use from any thread.</summary>
internal sealed class IncidentTally
{
    /// <summary>How long an incident counts as recent, and how long the log keeps quiet about more of the kind.</summary>
    public static readonly TimeSpan RecentFor = TimeSpan.FromMinutes(10);

    private const int MaximumTextLength = 300;

    private readonly Lock _lock = new(); // guards the two fields below
    private Incident? _last;
    private DateTimeOffset? _loggedAt;

    /// <summary>The last one with the count of all; null when there was none.</summary>
    public Incident? Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>Adds one.</summary>
    /// <returns>The count when the log should hear of it: at the first one, and then every ten minutes; otherwise null.</returns>
    public long? Add(string text, DateTimeOffset now)
    {
        lock (_lock)
        {
            string kept = text.Length <= MaximumTextLength ? text : $"{text.AsSpan(0, MaximumTextLength)}…";
            _last = new Incident(kept, (_last?.Count ?? 0) + 1, now);
            if (now - _loggedAt < RecentFor)
            {
                return null;
            }

            _loggedAt = now;
            return _last.Count;
        }
    }

    /// <summary>The last one's text while it is recent; null otherwise.</summary>
    public string? Recent(DateTimeOffset now) => Last is { } last && now - last.At < RecentFor ? last.Text : null;
}
