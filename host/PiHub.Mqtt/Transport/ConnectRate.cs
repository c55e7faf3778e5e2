namespace PiHub.Mqtt.Transport;

/// <summary>A token bucket that holds one second's worth of connections; who comes too early waits a little. Safe from any thread.</summary>
internal sealed class ConnectRate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _burst;
    private readonly long _start;
    private readonly Lock _gate = new();

    // Guarded by _gate: when the bucket would be full again, counted from the start.
    private TimeSpan _fullAt;

    public ConnectRate(int connectionsPerSecond, TimeProvider time)
    {
        _time = time;
        _interval = TimeSpan.FromSeconds(1.0 / connectionsPerSecond);
        _burst = TimeSpan.FromSeconds(1) - _interval;
        _start = time.GetTimestamp();
    }

    /// <summary>Takes a turn.</summary>
    /// <returns>How long to wait for it; null when that would be too long, and no turn was taken.</returns>
    public TimeSpan? Take()
    {
        lock (_gate)
        {
            TimeSpan now = _time.GetElapsedTime(_start);
            TimeSpan fullAt = _fullAt > now ? _fullAt : now;
            TimeSpan wait = fullAt - _burst - now;
            if (wait > Patience)
            {
                return null;
            }

            _fullAt = fullAt + _interval;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }
}
