namespace PiHub.Mqtt.Sessions;

/// <summary>Reports a client whose packet takes too long from its first byte to its last.</summary>
/// <remarks>The timer is started when it has run out, not for every packet.</remarks>
internal sealed class PacketWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly Action _onTimeout;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    // Guarded by _gate: since when the packet arrives, null while there is none; whether the timer runs.
    private long? _since;
    private bool _isRunning;

    /// <param name="limit">The time for a packet.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onTimeout">Called from the timer's thread.</param>
    public PacketWatch(TimeSpan limit, TimeProvider time, Action onTimeout)
    {
        _time = time;
        _limit = limit;
        _onTimeout = onTimeout;
        _timer = time.CreateTimer(static watch => ((PacketWatch?)watch)?.Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something was received and what is whole was taken.</summary>
    /// <param name="tookPacket">Whether there was a whole packet.</param>
    /// <param name="hasPart">Whether the beginning of another one is left.</param>
    public void Note(bool tookPacket, bool hasPart)
    {
        lock (_gate)
        {
            _since = !hasPart ? null : tookPacket ? _time.GetTimestamp() : _since ?? _time.GetTimestamp();
            if (hasPart && !_isRunning)
            {
                _isRunning = true;
                _timer.Change(_limit, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        lock (_gate)
        {
            TimeSpan? left = _since is { } since ? _limit - _time.GetElapsedTime(since) : null;
            _isRunning = left > TimeSpan.Zero;
            if (left is null || left > TimeSpan.Zero)
            {
                _timer.Change(left ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        _onTimeout();
    }
}
