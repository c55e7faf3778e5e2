using System.Threading.Channels;
using PiHub.Automations.Actions;
using PiHub.Automations.Runs;
using PiHub.Automations.Storage;
using PiHub.Notifications;

namespace PiHub.Automations.Engine;

/// <summary>Runs one automation, one run after the other.</summary>
internal sealed class RunLoop : IAsyncDisposable
{
    /// <summary>So many runs wait; further ones are dropped and counted.</summary>
    public const int Capacity = 16;

    // Conditions that do not hold are in the history once in so long a time, so that a busy trigger does not wear the disk.
    private static readonly TimeSpan NotMetInterval = TimeSpan.FromMinutes(1);

    private readonly Channel<Circumstances> _queue = Channel.CreateBounded<Circumstances>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }); // full: TryWrite says so, and the newest is dropped
    private readonly CancellationTokenSource _stopping = new();
    private readonly StoredAutomation _automation;
    private readonly EngineParts _parts;
    private readonly Action _changed;
    private readonly RunLimit _limit = new();
    private readonly Task _loop;
    private DateTimeOffset _quietUntil;
    private long _dropped;
    private long _suppressed;
    private volatile bool _isRetired;
    private volatile AutomationRun? _last;
    private volatile bool _isRunning;

    /// <param name="automation">What to run.</param>
    /// <param name="parts">What it works with.</param>
    /// <param name="changed">Told when a run begins or ends.</param>
    public RunLoop(StoredAutomation automation, EngineParts parts, Action changed)
    {
        (_automation, _parts, _changed) = (automation, parts, changed);
        _last = parts.Tables.Runs(automation.Id, before: null, limit: 1) is [var last] ? last : null;
        if (_last is { Outcome: not RunOutcome.ConditionsNotMet, IsTest: false })
        {
            _quietUntil = _last.Time + Cooldown;
        }

        _loop = Task.Run(RunAsync);
    }

    public bool IsRunning => _isRunning;

    public AutomationRun? Last => _last;

    public long Dropped => Interlocked.Read(ref _dropped);

    public long Suppressed => Interlocked.Read(ref _suppressed);

    /// <summary>Whether no run goes on, and none will.</summary>
    public bool HasEnded => _loop.IsCompleted;

    private TimeSpan Cooldown => TimeSpan.FromSeconds(_automation.Definition.CooldownS);

    /// <summary>Queues a run.</summary>
    public void Offer(Circumstances circumstances)
    {
        if (!_queue.Writer.TryWrite(circumstances))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>A run by hand has ended.</summary>
    public void Note(AutomationRun run) => _last = run;

    /// <summary>Lets the run that goes on end, and no other begin.</summary>
    public void Retire()
    {
        _isRetired = true;
        _queue.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        Retire();
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (Circumstances circumstances in _queue.Reader.ReadAllAsync())
        {
            if (_isRetired)
            {
                return;
            }

            try
            {
                await RunAsync(circumstances);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Boundary: a run fails alone, e.g. because the disk is full; the next one is tried.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.RunFailed(_parts.Logger, _automation.Id, exception);
            }
        }
    }

    private async Task RunAsync(Circumstances circumstances)
    {
        if (_parts.Clock.Now < _quietUntil)
        {
            Interlocked.Increment(ref _suppressed);
            return;
        }

        _isRunning = true;
        try
        {
            AutomationRun run = await _parts.Runner.RunAsync(_automation, circumstances, isDryRun: false, _stopping.Token);
            if (run.Outcome == RunOutcome.ConditionsNotMet && _last is { Outcome: RunOutcome.ConditionsNotMet } last
                && run.Time - last.Time < NotMetInterval)
            {
                Interlocked.Increment(ref _suppressed);
                return;
            }

            if (run.Outcome != RunOutcome.ConditionsNotMet)
            {
                _quietUntil = _parts.Clock.Now + Cooldown;
                Count();
            }

            _changed();
            _last = run;
            _last = _parts.Tables.AddRun(_automation.Id, run) ?? run;
        }
        finally
        {
            _isRunning = false;
        }

        _changed();
    }

    private void Count()
    {
        if (_limit.TryCount(_parts.Clock.Now))
        {
            return;
        }

        string reason = $"It ran more than {RunLimit.RunsPerMinute} times within a minute, so it probably sets off itself. "
            + "Change its triggers, or give it a cooldown, and switch it on again.";
        Log.Stopped(_parts.Logger, _automation.Id, reason);
        Retire();
        _parts.Store.Switch(_automation.Id, isEnabled: false, reason);
        _parts.Notifications.Raise(new Notification
        {
            Kind = "automation_stopped",
            Subject = _automation.Id,
            Severity = NotificationSeverity.Warning,
            Title = $"The automation '{_automation.Definition.Name}' was switched off",
            Detail = reason,
            Link = $"/automations/{_automation.Id}",
        });
    }
}
