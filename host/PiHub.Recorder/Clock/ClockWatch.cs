using Microsoft.Extensions.Logging;

namespace PiHub.Recorder.Clock;

/// <summary>Tells whether the hub's clock can be trusted and, when it gets set, by how much it jumped. Safe to use from any thread.</summary>
/// <remarks>While it cannot be trusted there is one line of time all the same: the clock at the start plus what has passed since then,
/// whatever happens to the clock meanwhile. One offset then puts all of it right. A clock that is trusted stays so.</remarks>
internal sealed class ClockWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan JumpThreshold = TimeSpan.FromSeconds(2);

    private readonly IClockState _state;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DateTimeOffset _earliest;
    private readonly DateTimeOffset _startedAt;
    private readonly long _started;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<TimeSpan> _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly ITimer? _timer;
    private volatile bool _isTrusted;
    private Task _report = Task.CompletedTask;

    // Guarded by _lock.
    private int _open;
    private long _estimated;
    private TimeSpan? _jump;
    private bool _isDisposed;

    /// <summary>Looks at the clock, and goes on looking while it is not set.</summary>
    /// <param name="state">What the system knows.</param>
    /// <param name="earliest">A clock that shows less is not set, whatever the system says.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where to say what happens.</param>
    public ClockWatch(IClockState state, DateTimeOffset earliest, TimeProvider time, ILogger logger)
    {
        (_state, _earliest, _time, _logger) = (state, earliest, time, logger);
        (_startedAt, _started) = (time.GetUtcNow(), time.GetTimestamp());
        _isTrusted = IsSet(_startedAt);
        if (!_isTrusted)
        {
            _logger.ClockNotSet(_startedAt);
            _timer = time.CreateTimer(_ => Check(), state: null, Interval, Interval);
        }
    }

    /// <summary>Whether the clock is set. Asking is cheap.</summary>
    public bool IsTrusted => _isTrusted;

    /// <summary>What the clock shows, UTC, set or not.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>By how much it jumped when it was set; null while it is not set, and when it was so from the start.</summary>
    public TimeSpan? Jump
    {
        get
        {
            lock (_lock)
            {
                return _jump;
            }
        }
    }

    /// <summary>How many times were estimated.</summary>
    public long Estimated
    {
        get
        {
            lock (_lock)
            {
                return _estimated;
            }
        }
    }

    /// <summary>Has the offset recorded, once, when the clock has been set and everything stamped before is on disk. Nothing is recorded
    /// when nothing was stamped.</summary>
    /// <param name="record">Completes when the offset is on disk.</param>
    public void ReportTo(Func<TimeSpan, CancellationToken, ValueTask> record) => _report = _isTrusted ? Task.CompletedTask : ReportAsync(record);

    /// <summary>Gives an estimated time while the clock is not set. Call <see cref="Recorded"/> when what carries it is on disk, or never
    /// will be.</summary>
    /// <param name="now">The present on the estimated line of time, UTC.</param>
    /// <returns>False when the clock is set.</returns>
    public bool TryEstimate(out DateTimeOffset now)
    {
        now = default;
        if (_isTrusted)
        {
            return false;
        }

        now = EstimatedNow();
        if ((_time.GetUtcNow() - now).Duration() > JumpThreshold)
        {
            Check();
        }

        lock (_lock)
        {
            if (_isTrusted)
            {
                return false;
            }

            _estimated++;
            _open++;
            return true;
        }
    }

    /// <summary>What carries an estimated time is on disk, or never will be.</summary>
    public void Recorded()
    {
        lock (_lock)
        {
            _open--;
            CompleteIfDone();
        }
    }

    /// <summary>Asks the system.</summary>
    public void Check()
    {
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            if (_isTrusted || _isDisposed || !IsSet(now))
            {
                return;
            }

            TimeSpan jump = now - EstimatedNow();
            (_jump, _isTrusted) = (jump, true);
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _logger.ClockSet(jump, _estimated);
            CompleteIfDone();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        await _stopping.CancelAsync();
        await _report;
        _stopping.Dispose();
    }

    private bool IsSet(DateTimeOffset now) => now >= _earliest && !_state.MayBeUnset(now);

    private DateTimeOffset EstimatedNow() => _startedAt + _time.GetElapsedTime(_started);

    private void CompleteIfDone()
    {
        if (_jump is { } jump && _open == 0)
        {
            _set.TrySetResult(jump);
        }
    }

    private async Task ReportAsync(Func<TimeSpan, CancellationToken, ValueTask> record)
    {
        try
        {
            TimeSpan jump = await _set.Task.WaitAsync(_stopping.Token);
            if (Estimated > 0)
            {
                await record(jump, _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            if (Estimated > 0)
            {
                _logger.EstimatedTimesStay(Estimated); // stopped first
            }
        }
    }
}
