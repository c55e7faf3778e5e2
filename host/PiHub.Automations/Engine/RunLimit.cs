namespace PiHub.Automations.Engine;

/// <summary>Tells when an automation runs so often that it must be setting off itself.</summary>
internal sealed class RunLimit
{
    /// <summary>So many runs within a minute are allowed.</summary>
    public const int RunsPerMinute = 30;

    private readonly Queue<DateTimeOffset> _runs = new();

    /// <summary>Counts a run; false when it is one too many.</summary>
    public bool TryCount(DateTimeOffset now)
    {
        // A clock that was set back leaves times in the future, which count for nothing.
        while (_runs.TryPeek(out DateTimeOffset oldest) && (now - oldest >= TimeSpan.FromMinutes(1) || oldest > now))
        {
            _runs.Dequeue();
        }

        _runs.Enqueue(now);
        return _runs.Count <= RunsPerMinute;
    }
}
