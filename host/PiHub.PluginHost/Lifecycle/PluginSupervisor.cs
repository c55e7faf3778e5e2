using PiHub.PluginHost.Loading;
using PiHub.PluginHost.State;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Looks after one plugin: starts and stops it as its owner wants, one change after the other.</summary>
internal sealed class PluginSupervisor
{
    private readonly LifecycleParts _parts;
    private readonly ChangeQueue _queue = new();
    private readonly FailureHistory _failures;
    private PluginFolder? _upgrade; // a bundled version that takes over at the next start
    private bool _isRemoved;

    public PluginSupervisor(PluginSlot slot, PluginFolder? upgrade, LifecycleParts parts)
    {
        (Slot, _upgrade, _parts) = (slot, upgrade, parts);
        _failures = new FailureHistory(parts.Time, parts.Jitter);
        slot.Move(RestState(), slot.Folder.Trouble ?? (slot.IsEnabled ? slot.Record.Quarantine : null));
    }

    public PluginSlot Slot { get; }

    /// <summary>Makes one change after those that were asked for before. One to a plugin that was removed meanwhile does nothing.</summary>
    /// <exception cref="PluginChangeRefusedException">Too many changes wait.</exception>
    public Task ChangeAsync(Func<Task> change) => _queue.RunAsync(async () =>
    {
        if (_isRemoved)
        {
            return;
        }

        try
        {
            await change();
        }
        finally
        {
            if (Slot.Phase is not null)
            {
                Slot.Phase = null;
            }
        }
    });

    /// <summary>The start of the hub: ends what an earlier end interrupted, and starts the plugin when its owner wants it to run.</summary>
    /// <param name="needed">Completes when those that it needs have started or failed to. They must not wait for this one.</param>
    /// <param name="turn">Waits until it may connect.</param>
    /// <param name="stopping">Completes when the hub stops: what has not begun by then does not begin; null for never.</param>
    public Task BootAsync(Task needed, Func<Task> turn, Task? stopping) => ChangeAsync(async () =>
    {
        try
        {
            await _parts.Switch.RecoverAsync(Slot);
            if (Slot.IsEnabled && Slot.State == PluginState.Disabled && !needed.IsCompleted)
            {
                Slot.Move(PluginState.Waiting, "it waits for the plugins that it needs");
            }

            await needed;
            if (stopping?.IsCompleted != true)
            {
                await BootAsync(turn);
            }
        }
#pragma warning disable CA1031 // Supervisor: what the hub itself cannot do for one plugin, as on a full disk, must not keep the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.BootFailed(_parts.Logger, Slot.Id, exception);
            if (Slot.IsEnabled && Slot.State is PluginState.Disabled or PluginState.Waiting)
            {
                Fail($"the hub could not start it: {exception.Message.Trim().TrimEnd('.')}");
            }
        }
    });

    public Task EnableAsync(bool hasConsent) => ChangeAsync(async () =>
    {
        _failures.Clear();
        PluginFolder? pending = hasConsent ? Slot.FindVersion(Slot.Record.Pending) : null;
        PluginRecord record = Slot.Record with { IsEnabled = true, Quarantine = null };
        foreach (PluginManifest? manifest in hasConsent ? [Slot.Folder.Manifest, pending?.Manifest] : (PluginManifest?[])[])
        {
            record = Granting(record, manifest);
        }

        Save(hasConsent && (pending is null || pending.Name == Slot.Folder.Name) ? record with { Pending = null } : record);
        await (pending is null ? StartUnlessUpAsync() : GoToAsync(pending));
    });

    /// <summary>The first step of switching off: others are told that it is going.</summary>
    public Task MarkDisabledAsync() => ChangeAsync(() =>
    {
        Save(Slot.Record with { IsEnabled = false });
        return Task.CompletedTask;
    });

    /// <summary>The second step of switching off, unless it was switched on meanwhile.</summary>
    public Task DisableAsync() => ChangeAsync(async () =>
    {
        if (!Slot.IsEnabled)
        {
            await _parts.Runner.StopAsync(Slot);
            Slot.NextTry = null;
            Rest();
        }
    });

    /// <summary>The end of the hub.</summary>
    public Task StopAsync() => ChangeAsync(async () =>
    {
        await _parts.Runner.StopAsync(Slot);
        if (Slot.State == PluginState.Stopping)
        {
            Slot.Move(PluginState.Disabled);
        }
    });

    /// <summary>Lets another version take over, or makes it the one that would run. For a change.</summary>
    public async Task GoToAsync(PluginFolder to)
    {
        (Slot.NextTry, _upgrade) = (null, null);
        _failures.Clear();
        if (to.Name == Slot.Folder.Name)
        {
            await StartUnlessUpAsync();
            return;
        }

        if (Slot.IsEnabled && (Slot.State.IsUp() || Obstacle(Slot.Folder, isQuarantineOver: true) is null))
        {
            Save(Slot.Record with { Quarantine = null });
            await _parts.Switch.RunAsync(Slot, to, ObstacleOf(to));
            return;
        }

        Choose(to);
        await StartUnlessUpAsync();
    }

    /// <summary>Deletes a stopped plugin. For a change.</summary>
    public void Forget()
    {
        foreach (PluginFolder version in Slot.Versions.Where(version => Directory.Exists(version.Path)))
        {
            PluginFolders.Delete(version);
        }

        _parts.Folders.DeletePlugin(Slot.Id);
        _parts.Table.Delete(Slot.Id);
        _isRemoved = true;
    }

    /// <summary>Adds what a manifest asks for to what was granted.</summary>
    public static PluginRecord Granting(PluginRecord record, PluginManifest? manifest) => manifest is null
        ? record
        : record with { Granted = (record.Granted ?? new PluginGrant()).With(PluginGrant.Of(manifest)) };

    public void Save(PluginRecord record)
    {
        if (record != Slot.Record)
        {
            _parts.Table.Save(record);
            Slot.Record = record;
        }
    }

    /// <summary>A run ended with a failure, or a new try did. For a change.</summary>
    public void Fail(string reason)
    {
        if (_failures.Add() is { } length)
        {
            Log.Restarting(_parts.Logger, Slot.Id, (long)length.TotalMilliseconds, reason);
            Slot.NextTry = PluginRest.Begin(_parts.Time, length);
            Slot.Move(PluginState.Waiting, $"{reason}; it is started again by itself");
            return;
        }

        string all = $"it failed {FailureHistory.Limit} times within {FailureHistory.Window.TotalMinutes:0} minutes, the last time: {reason}";
        Log.Quarantined(_parts.Logger, Slot.Id, all);
        _failures.Clear();
        Slot.Move(PluginState.Quarantined, all);
        Save(Slot.Record with { Quarantine = all });
    }

    /// <summary>The running version lasted.</summary>
    public void Prove()
    {
        Slot.Probation = null;
        _failures.Clear();
    }

    /// <summary>Starts the plugin again after a rest, or when what it needs has come. For a change.</summary>
    public async Task RetryAsync()
    {
        if (Slot.State == PluginState.Waiting && Slot.IsEnabled && (Slot.NextTry?.Left(_parts.Time) ?? TimeSpan.Zero) <= TimeSpan.Zero)
        {
            Slot.Restarts += Slot.NextTry is null ? 0 : 1;
            await StartAsync(isRetry: Slot.NextTry is not null);
        }
    }

    private Task StartUnlessUpAsync()
    {
        if (!Slot.IsEnabled)
        {
            Rest();
            return Task.CompletedTask;
        }

        return Slot.State.IsUp() ? Task.CompletedTask : StartAsync();
    }

    private async Task BootAsync(Func<Task> turn)
    {
        if (Slot.IsEnabled && Slot.State is PluginState.Disabled or PluginState.Waiting)
        {
            await StartAsync(turn);
        }
        else if (_upgrade is { } upgrade)
        {
            _upgrade = null;
            Choose(upgrade);
        }
    }

    private async Task StartAsync(Func<Task>? turn = null, bool isRetry = false)
    {
        Slot.NextTry = null;
        if (Obstacle(Slot.Folder, isQuarantineOver: false) is { } obstacle)
        {
            Slot.Move(obstacle.State, obstacle.Reason);
            return;
        }

        Save(Slot.Record.Granted is null ? Granting(Slot.Record, Slot.Folder.Manifest) : Slot.Record);
        if (_upgrade is { } upgrade)
        {
            _upgrade = null;
            await (turn?.Invoke() ?? Task.CompletedTask);
            await _parts.Switch.RunAsync(Slot, upgrade, ObstacleOf(upgrade));
        }
        else if (await _parts.Runner.StartAsync(Slot, Slot.Folder, turn) is not { } failure)
        {
            Save(Slot.Record with { Chosen = Slot.Folder.Name });
        }
        else if (isRetry)
        {
            Fail(failure);
        }
        else
        {
            Slot.Move(PluginState.Quarantined, failure); // not remembered: the next start of the hub tries again
        }
    }

    private (PluginState State, string Reason)? Obstacle(PluginFolder version, bool isQuarantineOver) =>
        StartObstacle.Find(_parts, Slot, version, isQuarantineOver);

    private string? ObstacleOf(PluginFolder version) => Obstacle(version, isQuarantineOver: true)?.Reason;

    private void Choose(PluginFolder version)
    {
        Save(Slot.Record with
        {
            Chosen = version.Name,
            Previous = Slot.Folder.Name,
            Pending = Slot.Record.Pending == version.Name ? null : Slot.Record.Pending,
            Quarantine = null,
        });
        Slot.Folder = version;
    }

    // The state of a plugin that is switched off, or not started yet.
    private PluginState RestState() =>
        Slot.Folder.Trouble is not null ? PluginState.Incompatible
        : Slot is { IsEnabled: true, Record.Quarantine: not null } ? PluginState.Quarantined
        : Slot is { IsEnabled: false, Record.Granted: null, Folder.Source: PluginSource.Installed } ? PluginState.Installed
        : PluginState.Disabled;

    private void Rest() => Slot.Move(RestState(), Slot.Folder.Trouble);
}
