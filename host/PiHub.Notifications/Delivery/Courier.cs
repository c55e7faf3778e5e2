using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Delivery;

/// <summary>Sends one target what it wants, one after the other, and tries again until it arrives.</summary>
/// <remarks>At most <see cref="Capacity"/> wait; then the oldest is dropped and counted (overflow policy: drop oldest).</remarks>
internal sealed class Courier : IAsyncDisposable
{
    public const int Capacity = 20;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    private readonly Channel<NotificationEntry> _waiting;
    private readonly CancellationTokenSource _stop = new();
    private readonly Deliverer _deliverer;
    private readonly TargetStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QuietTimes _quiet;
    private readonly Task _run;
    private TargetState _state;
    private bool _isSending;
    private long _dropped;

    public Courier(NotificationTarget target, Deliverer deliverer, TargetStore store, TimeProvider time, ILogger logger)
    {
        (Target, _deliverer, _store, _time, _logger) = (target, deliverer, store, time, logger);
        _quiet = new QuietTimes(time);
        _state = store.StateOf(target.Id);
        _waiting = Channel.CreateBounded<NotificationEntry>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Increment(ref _dropped));
        _run = Task.Run(() => RunAsync(_stop.Token));
    }

    public NotificationTarget Target { get; }

    public TargetState State => Volatile.Read(ref _state) with
    {
        Waiting = _waiting.Reader.Count + (Volatile.Read(ref _isSending) ? 1 : 0), Dropped = Interlocked.Read(ref _dropped),
    };

    /// <summary>Queues a notification if the target wants it. For one thread.</summary>
    public void Offer(NotificationEntry entry)
    {
        if (Target.Wants(entry.Notification) && _quiet.Admit(Target, entry.Notification))
        {
            _waiting.Writer.TryWrite(entry);
        }
    }

    /// <summary>Sends a sample at once, past the queue.</summary>
    /// <returns>Why it did not arrive; null when it did.</returns>
    public async Task<string?> TestAsync(NotificationEntry sample, CancellationToken cancellationToken)
    {
        string? error = await _deliverer.SendAsync(Target, sample, cancellationToken);
        Report(error, nextTryAt: null);
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (NotificationEntry entry in _waiting.Reader.ReadAllAsync(cancellationToken))
            {
                Volatile.Write(ref _isSending, true);
                await SendAsync(entry, cancellationToken);
                Volatile.Write(ref _isSending, false);
            }
        }
        catch (OperationCanceledException)
        {
            // The target was changed or removed, or the hub stops; what waits is in the bell.
        }
    }

    private async Task SendAsync(NotificationEntry entry, CancellationToken cancellationToken)
    {
        for (TimeSpan wait = FirstWait; ; wait = wait + wait < LongestWait ? wait + wait : LongestWait)
        {
            string? error = await _deliverer.SendAsync(Target, entry, cancellationToken);
            Report(error, error is null ? null : _time.GetUtcNow() + wait);
            if (error is null)
            {
                return;
            }

            await Task.Delay(wait, _time, cancellationToken);
            if (_time.GetUtcNow() - entry.LastAt > GiveUpAfter)
            {
                Interlocked.Increment(ref _dropped);
                return;
            }
        }
    }

    private void Report(string? error, DateTimeOffset? nextTryAt)
    {
        DateTimeOffset now = _time.GetUtcNow();
        TargetState before = _state;
        TargetState after = error is null
            ? new TargetState { LastSuccessAt = now }
            : new TargetState { LastSuccessAt = before.LastSuccessAt, LastError = error, LastErrorAt = now, NextTryAt = nextTryAt };
        Volatile.Write(ref _state, after);
        if (error is not null && before.LastError is null)
        {
            Log.TargetFailed(_logger, Target.Name, error);
        }
        else if (error is null && before.LastError is not null)
        {
            Log.TargetWorks(_logger, Target.Name);
        }

        try
        {
            _store.SaveState(Target.Id, after);
        }
        catch (SqliteException exception)
        {
            Log.StateNotSaved(_logger, Target.Name, exception.Message);
        }
    }
}
