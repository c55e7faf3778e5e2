namespace PiHub.Recorder.Postgres.Connecting;

/// <summary>How long to wait before the server is tried again: 1 s, twice as long each time up to 30 s, give or take a fifth, so that hubs
/// do not come back all at once.</summary>
/// <param name="random">Chooses the fifth.</param>
internal sealed class BackOff(Random random)
{
    private const double LongestSeconds = 30;
    private const double Spread = 0.2;
    private double _seconds = 1;

    public void Reset() => _seconds = 1;

    public TimeSpan Next()
    {
        double seconds = _seconds * (1 + (Spread * ((2 * random.NextDouble()) - 1)));
        _seconds = Math.Min(_seconds * 2, LongestSeconds);
        return TimeSpan.FromSeconds(seconds);
    }
}
