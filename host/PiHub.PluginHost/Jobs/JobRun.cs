using PiHub.Sdk.Jobs;

namespace PiHub.PluginHost.Jobs;

/// <summary>A run that goes on. The plugin reports to it; what it says is told on at most four times a second. Safe from any thread.</summary>
internal sealed class JobRun : IJobRun, IAsyncDisposable
{
    private const int MaximumTextCharacters = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly Action _changed;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource<Task> _work = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new(); // guards the four fields below
    private JobRunSnapshot _snapshot;
    private long? _lastTold;
    private bool _isWaiting;
    private Task _cancelling = Task.CompletedTask;

    /// <param name="scheduled">When it was due.</param>
    /// <param name="startedBy">Who wanted it; null for the schedule.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Told when there is progress to show.</param>
    public JobRun(DateTimeOffset scheduled, string? startedBy, TimeProvider time, Action changed)
    {
        (_time, _changed) = (time, changed);
        _snapshot = new JobRunSnapshot { Id = 0, ScheduledAt = scheduled, StartedAt = time.GetUtcNow(), StartedBy = startedBy };
        _timer = time.CreateTimer(_ => Tell(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Cancelled = _cancellation.Token;
    }

    /// <summary>Cancelled when the run shall end early.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Why it shall end early; null when it shall not.</summary>
    public string? CancelledBecause { get; private set; }

    public DateTimeOffset ScheduledTime => Snapshot.ScheduledAt;

    public JobRunSnapshot Snapshot
    {
        get
        {
            lock (_lock)
            {
                return _snapshot;
            }
        }
    }

    public void Report(double fraction, string? text = null)
    {
        lock (_lock)
        {
            if (_snapshot.Outcome is not null)
            {
                return; // too late
            }

            _snapshot = _snapshot with
            {
                Progress = double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1),
                Text = text is null ? _snapshot.Text : text[..Math.Min(text.Length, MaximumTextCharacters)],
            };
            TimeSpan rest = _lastTold is { } last ? Pace - _time.GetElapsedTime(last) : TimeSpan.Zero;
            if (!_isWaiting)
            {
                _isWaiting = true;
                _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Gives it its number.</summary>
    public void Number(long id)
    {
        lock (_lock)
        {
            _snapshot = _snapshot with { Id = id };
        }
    }

    /// <summary>Asks it to end early; the first reason counts.</summary>
    public void Cancel(string because)
    {
        lock (_lock)
        {
            if (_snapshot.Outcome is not null || CancelledBecause is not null)
            {
                return;
            }

            CancelledBecause = because;
            _cancelling = _cancellation.CancelAsync(); // what it calls is the plugin's, and runs elsewhere
        }
    }

    /// <summary>Says how it ended. False when that was said before.</summary>
    public bool TryEnd(JobOutcome outcome, string? error)
    {
        lock (_lock)
        {
            if (_snapshot.Outcome is not null)
            {
                return false;
            }

            _snapshot = _snapshot with { Outcome = outcome, Error = error, EndedAt = _time.GetUtcNow() };
        }

        _timer.Dispose();
        return true;
    }

    /// <summary>Keeps the task of the run.</summary>
    public void Keep(Task work) => _work.TrySetResult(work);

    /// <summary>Completes with the run.</summary>
    public async Task EndedAsync() => await await _work.Task;

    /// <summary>It never began.</summary>
    public void Discard()
    {
        _timer.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>It has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(_cancelling); // what a plugin's cancellation throws is its own affair
        Discard();
    }

    private void Tell()
    {
        lock (_lock)
        {
            _isWaiting = false;
            if (_snapshot.Outcome is not null)
            {
                return;
            }

            _lastTold = _time.GetTimestamp();
        }

        _changed();
    }
}
