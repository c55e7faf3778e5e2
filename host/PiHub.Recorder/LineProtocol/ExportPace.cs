namespace PiHub.Recorder.LineProtocol;

/// <summary>How long to wait before the next attempt. One caller at a time.</summary>
internal sealed class ExportPace(TimeProvider time, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // A server that asks for more is asked again all the same.
    private static readonly TimeSpan LongestRequested = TimeSpan.FromHours(1);

    private TimeSpan _next = First;
    private long _done = time.GetTimestamp();

    /// <summary>What the clock shows, UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether so much time has passed since the last time that it had.</summary>
    public bool IsDue(TimeSpan interval)
    {
        bool isDue = time.GetElapsedTime(_done) >= interval;
        _done = isDue ? time.GetTimestamp() : _done;
        return isDue;
    }

    /// <summary>Something that is cancelled after a while.</summary>
    public CancellationTokenSource Patience(TimeSpan duration) => new(duration, time);

    /// <summary>It worked: the next trouble begins with the shortest wait.</summary>
    public void Reset() => _next = First;

    /// <summary>After trouble: 1 s, doubled up to 60 s, each a fifth shorter or longer by chance so that hubs do not come back all at once;
    /// or what the server asked for.</summary>
    public TimeSpan AfterTrouble(TimeSpan? requested)
    {
        TimeSpan wait = _next * (0.8 + (0.4 * random.NextDouble()));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return requested is not { } asked || asked <= TimeSpan.Zero ? wait : asked < LongestRequested ? asked : LongestRequested;
    }

    /// <summary>After a refusal that somebody must put right.</summary>
    public TimeSpan AfterDenial()
    {
        Reset();
        return Longest;
    }

    public async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
