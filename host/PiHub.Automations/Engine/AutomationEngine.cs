using System.Collections.Concurrent;
using PiHub.Automations.Actions;
using PiHub.Automations.Definitions;
using PiHub.Automations.Runs;
using PiHub.Automations.Storage;
using PiHub.Automations.Triggers;
using PiHub.Devices;
using PiHub.Recorder;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Engine;

/// <summary>Has the automations that are on watch and act. Safe to use from any thread.</summary>
public sealed class AutomationEngine : IAsyncDisposable
{
    // What was retained as "offline" before the start is true only when the device's driver had time to say otherwise.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    // After a kill, how triggers stood is forgotten as far back as this at most.
    private static readonly TimeSpan KeepInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new(); // held while automations come and go
    private readonly ConcurrentDictionary<string, LiveAutomation> _live = new(StringComparer.Ordinal);
    private readonly List<RunLoop> _retired = []; // their last runs may still go on
    private readonly EngineParts _parts;
    private readonly Signals _signals;
    private ITimer? _keeping;
    private IDisposable? _clockChanges;
    private DateTimeOffset _settled;
    private bool _isStarted;
    private bool _isDisposed;

    internal AutomationEngine(EngineParts parts, Signals signals) => (_parts, _signals) = (parts, signals);

    /// <summary>Raised with the id when an automation's definition or status changed. Handlers must be quick.</summary>
    public event Action<string>? Changed;

    /// <summary>Begins to watch.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _settled = _parts.Clock.Now + Settling;
            _isStarted = true;
            _parts.Store.Changed += OnDefinition;
            foreach (StoredAutomation automation in _parts.Store.List())
            {
                Apply(automation.Id, automation);
            }
        }

        _signals.Listen(OnSample, OnEvent, OnAvailability);
        _clockChanges = _parts.Clock.OnChange(Plan);
        _keeping = _parts.Clock.Time.CreateTimer(_ => Keep(), null, KeepInterval, KeepInterval);
    }

    /// <summary>How an automation stands; null when there is none of this id.</summary>
    /// <param name="id">Its id.</param>
    public AutomationStatus? Status(string id)
    {
        if (_parts.Store.Find(id) is not { } automation)
        {
            return null;
        }

        if (!_live.TryGetValue(id, out LiveAutomation? live))
        {
            AutomationRun? last = _parts.Tables.Runs(id, before: null, limit: 1) is [var run] ? run : null;
            return new AutomationStatus(
                automation.StoppedBecause is null ? AutomationState.Off : AutomationState.Stopped, automation.StoppedBecause, null, last, 0, 0);
        }

        string? problem = live.Problem;
        return new AutomationStatus(
            live.Runs.IsRunning ? AutomationState.Running : problem is null ? AutomationState.Waiting : AutomationState.Impeded,
            problem,
            live.Next,
            live.Runs.Last,
            live.Runs.Suppressed,
            live.Runs.Dropped);
    }

    /// <summary>The last runs of an automation, newest first.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="before">Only runs with lower numbers than this; null for all.</param>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<AutomationRun> Runs(string id, long? before, int limit) => _parts.Tables.Runs(id, before, limit);

    /// <summary>Runs an automation now, whether it is on or not and whatever its cooldown.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="isDryRun">Says what would be done, and does and keeps nothing.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancellationToken">Gives up between and in actions.</param>
    /// <returns>Null when there is none of this id.</returns>
    public async Task<AutomationRun?> TestAsync(string id, bool isDryRun, string by, CancellationToken cancellationToken)
    {
        if (_parts.Store.Find(id) is not { } automation)
        {
            return null;
        }

        AutomationRun run = await _parts.Runner.RunAsync(automation, Assume(automation, by), isDryRun, cancellationToken);
        if (isDryRun)
        {
            return run with { IsTest = true };
        }

        run = run with { IsTest = true };
        run = _parts.Tables.AddRun(id, run) ?? run;
        if (_live.TryGetValue(id, out LiveAutomation? live))
        {
            live.Runs.Note(run);
        }

        Changed?.Invoke(id);
        return run;
    }

    /// <summary>Stops: hears nothing more, cancels runs and keeps how the triggers stand.</summary>
    public async ValueTask DisposeAsync()
    {
        LiveAutomation[] ended;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return; // the hub's stop comes before the container's
            }

            (_isStarted, _isDisposed) = (false, true);
            _parts.Store.Changed -= OnDefinition;
            ended = [.. _live.Values];
        }

        _clockChanges?.Dispose();
        await (_keeping?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _signals.DisposeAsync();
        await Task.WhenAll(ended.Select(live => live.DisposeAsync().AsTask()));
        Keep();
        _live.Clear();
        await Task.WhenAll(_retired.Select(runs => runs.DisposeAsync().AsTask()));
    }

    // For a run by hand: as if the first metric that it watches had done it.
    private Circumstances Assume(StoredAutomation automation, string by)
    {
        string words = $"test by {by}";
        AutomationTrigger? trigger = automation.Definition.Triggers?.FirstOrDefault(one => one is { Type: "metric", Device: not null });
        Reading? latest = trigger is null ? null : _parts.Readings.Latest(trigger.Device).FirstOrDefault(one => one.Metric == trigger.Metric);
        AutomationTrigger? first = trigger ?? automation.Definition.Triggers?.FirstOrDefault(one => one.Device is not null);
        return new Circumstances(
            words, first?.Device ?? "", first?.Metric ?? first?.Event ?? "", latest?.Value.ToString() ?? "", latest?.Time ?? _parts.Clock.Now);
    }

    private void OnDefinition(string id, StoredAutomation? automation)
    {
        lock (_lock)
        {
            if (_isStarted)
            {
                Apply(id, automation);
            }
        }

        Changed?.Invoke(id);
    }

    // Called under the lock.
    private void Apply(string id, StoredAutomation? automation)
    {
        if (_live.TryRemove(id, out LiveAutomation? before))
        {
            before.Retire();
            Keep(before); // the new one goes on from there
            _retired.RemoveAll(runs => runs.HasEnded);
            _retired.Add(before.Runs);
        }

        // A call that was overtaken by a later change comes with what is no longer so.
        automation = _parts.Store.Find(id);
        if (automation is { Definition.Enabled: true })
        {
            var live = new LiveAutomation(automation, _parts, _settled, () => Changed?.Invoke(id));
            _live[id] = live;
            foreach (string device in live.Devices)
            {
                live.Tell(device, (watch, now) => watch.OnAvailability(_signals.AvailabilityOf(device), now));
            }
        }
    }

    private void OnSample(Sample sample) => Tell(sample.Device, (watch, now) => watch.OnSample(sample, now));

    private void OnEvent(DeviceEvent one) => Tell(one.Device, (watch, now) => watch.OnEvent(one, now));

    private void OnAvailability(string device, Availability availability) =>
        Tell(device, (watch, now) => watch.OnAvailability(availability, now));

    private void Tell(string device, Action<TriggerWatch, DateTimeOffset> tell)
    {
        foreach ((_, LiveAutomation live) in _live)
        {
            if (live.Devices.Contains(device, StringComparer.Ordinal))
            {
                live.Tell(device, tell);
            }
        }
    }

    private void Plan()
    {
        foreach ((string id, LiveAutomation live) in _live)
        {
            live.Tell((watch, now) => watch.Plan(now));
            Changed?.Invoke(id);
        }
    }

    private void Keep()
    {
        foreach ((_, LiveAutomation live) in _live)
        {
            Keep(live);
        }
    }

    private void Keep(LiveAutomation live)
    {
        try
        {
            live.Keep();
        }
#pragma warning disable CA1031 // Boundary: a disk that fails must not end the timer; what is not kept now is kept at the next change.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.StateNotKept(_parts.Logger, live.Automation.Id, exception);
        }
    }
}
