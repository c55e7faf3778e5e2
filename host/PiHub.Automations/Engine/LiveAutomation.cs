using PiHub.Automations.Storage;
using PiHub.Automations.Triggers;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Engine;

/// <summary>An automation that is on: its watches, their timer and its runs.</summary>
internal sealed class LiveAutomation : IAsyncDisposable
{
    // A clock that is set while a timer runs is noticed after so long.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new(); // guards the watches and what follows
    private readonly IReadOnlyList<TriggerWatch> _watches;
    private readonly EngineParts _parts;
    private readonly ITimer _timer;
    private bool _isRetired;
    private string _kept = "";

    /// <param name="automation">An automation that is on.</param>
    /// <param name="parts">What it works with.</param>
    /// <param name="settled">See <see cref="DeviceWatch"/>.</param>
    /// <param name="changed">Told when a run begins or ends.</param>
    public LiveAutomation(StoredAutomation automation, EngineParts parts, DateTimeOffset settled, Action changed)
    {
        (Automation, _parts) = (automation, parts);
        IReadOnlyDictionary<string, CrossingPhase> phases = parts.Tables.Phases(automation.Id);
        _watches = TriggerWatches.Create(automation.Definition.Triggers ?? [], phases, parts.Clock, settled);
        Runs = new RunLoop(automation, parts, changed);
        _timer = parts.Clock.Time.CreateTimer(_ => Tell((watch, now) => watch.OnTime(now)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (TriggerWatch watch in _watches)
        {
            watch.Fired = Runs.Offer;
        }

        Devices = [.. _watches.Select(watch => watch.Trigger.Device).OfType<string>().Distinct(StringComparer.Ordinal)];
        Tell((watch, now) =>
        {
            watch.Plan(now);
            foreach (Reading reading in watch.Trigger is { Type: "metric", Device: { } device } ? parts.Readings.Latest(device) : [])
            {
                watch.Seed(reading, now);
            }
        });
    }

    public StoredAutomation Automation { get; }

    public RunLoop Runs { get; }

    /// <summary>The devices that its triggers listen to.</summary>
    public IReadOnlyList<string> Devices { get; }

    /// <summary>When one of its times is due next.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_lock)
            {
                return _watches.Where(watch => watch is ClockWatch).Min(watch => watch.Due);
            }
        }
    }

    /// <summary>Why one of its triggers can never come; null when all can.</summary>
    public string? Problem
    {
        get
        {
            lock (_lock)
            {
                return _watches.Select(watch => watch.Problem).FirstOrDefault(problem => problem is not null);
            }
        }
    }

    /// <summary>Tells its watches something.</summary>
    /// <param name="tell">Told to each one, one at a time.</param>
    public void Tell(Action<TriggerWatch, DateTimeOffset> tell)
    {
        lock (_lock)
        {
            if (_isRetired)
            {
                return;
            }

            DateTimeOffset now = _parts.Clock.Now;
            try
            {
                foreach (TriggerWatch watch in _watches)
                {
                    tell(watch, now);
                }
            }
#pragma warning disable CA1031 // Boundary: an automation fails alone, and only at this.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.WatchFailed(_parts.Logger, Automation.Id, exception);
            }

            Sleep(now);
        }
    }

    /// <summary>Tells the watches that listen to a device.</summary>
    public void Tell(string device, Action<TriggerWatch, DateTimeOffset> tell) => Tell((watch, now) =>
    {
        if (watch.Trigger.Device == device)
        {
            tell(watch, now);
        }
    });

    /// <summary>Keeps on disk how the triggers stand, if that changed.</summary>
    public void Keep()
    {
        var phases = new Dictionary<string, CrossingPhase>(StringComparer.Ordinal);
        lock (_lock)
        {
            foreach (TriggerWatch watch in _watches)
            {
                // Pending is not kept: nobody knows what happens in between.
                if (watch.Phase is { } phase and not CrossingPhase.Unknown)
                {
                    phases[TriggerWatches.KeyOf(watch.Trigger)] = phase == CrossingPhase.Pending ? CrossingPhase.Armed : phase;
                }
            }

            string text = string.Join('\n', phases.Select(pair => $"{pair.Key} {pair.Value}"));
            if (text == _kept)
            {
                return;
            }

            _kept = text;
        }

        _parts.Tables.SavePhases(Automation.Id, phases);
    }

    /// <summary>Hears nothing more and begins no run; the one that goes on ends by itself.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _isRetired = true;
            _timer.Dispose();
        }

        Runs.Retire();
    }

    public async ValueTask DisposeAsync()
    {
        Retire();
        await Runs.DisposeAsync();
    }

    private void Sleep(DateTimeOffset now)
    {
        TimeSpan wait = _watches.Min(watch => watch.Due) is { } due
            ? TimeSpan.FromTicks(Math.Clamp((due - now).Ticks, 0, LongestSleep.Ticks))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
