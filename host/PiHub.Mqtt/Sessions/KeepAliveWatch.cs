namespace PiHub.Mqtt.Sessions;

/// <summary>Reports a client that was silent for 1.5 times its keep-alive (3.1.1: 3.1.2-24; 5.0: 3.1.2-22).</summary>
/// <remarks>The timer is set anew only when it fires, not for every packet.</remarks>
internal sealed class KeepAliveWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly Action _onSilence;
    private readonly ITimer? _timer;
    private long _lastTimestamp;
    private volatile bool _isSuspended;

    /// <param name="keepAlive">Zero for no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onSilence">Called at most once, from the timer's thread.</param>
    public KeepAliveWatch(TimeSpan keepAlive, TimeProvider time, Action onSilence)
    {
        _time = time;
        _limit = keepAlive * 1.5;
        _onSilence = onSilence;
        _lastTimestamp = time.GetTimestamp();
        if (keepAlive > TimeSpan.Zero)
        {
            _timer = time.CreateTimer(static watch => ((KeepAliveWatch?)watch)?.Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Something was received.</summary>
    public void Touch()
    {
        Volatile.Write(ref _lastTimestamp, _time.GetTimestamp());
        _isSuspended = false;
    }

    /// <summary>The broker itself does not read until the next <see cref="Touch"/>: the client may be sending all the same.</summary>
    public void Suspend() => _isSuspended = true;

    public void Dispose() => _timer?.Dispose();

    private void Check()
    {
        TimeSpan left = _isSuspended ? _limit : _limit - _time.GetElapsedTime(Volatile.Read(ref _lastTimestamp));
        if (left <= TimeSpan.Zero)
        {
            _onSilence();
        }
        else
        {
            _timer?.Change(left, Timeout.InfiniteTimeSpan);
        }
    }
}
