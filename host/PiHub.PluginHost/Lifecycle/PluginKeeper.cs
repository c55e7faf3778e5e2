using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Does what is due without anybody asking: failed plugins are started again, troubles are told, those that need others follow them.</summary>
/// <remarks>It looks at how things are, not at what happened: a wake-up that is lost or comes twice does no harm.</remarks>
internal sealed class PluginKeeper(
    Func<IReadOnlyCollection<PluginSupervisor>> plugins, VersionChanges versions, LifecycleParts parts) : IAsyncDisposable
{
    // After an error of the hub itself, such as a full disk.
    private static readonly TimeSpan RestAfterError = TimeSpan.FromSeconds(5);

    // Wakes the loop. A second wake-up adds nothing and is dropped.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, bool> _busy = new(StringComparer.Ordinal); // at most one duty per plugin
    private readonly ConcurrentDictionary<string, Task> _duties = new(StringComparer.Ordinal); // the last one of each plugin
    private readonly ConcurrentDictionary<string, PluginRest> _rests = new(StringComparer.Ordinal);
    private Task _loop = Task.CompletedTask;

    public void Start()
    {
        parts.Runner.Noticed += Wake;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Something has changed: look again.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Begins nothing more. What it has begun is not waited for: it may take long, and holds up its own plugin alone.</summary>
    public async Task StopAsync()
    {
        parts.Runner.Noticed -= Wake;
        await _stopping.CancelAsync();
        Wake();
        await _loop;
    }

    /// <summary>Waits for the last of what it has begun; to be called after all plugins have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_duties.Values);
        _stopping.Dispose();
    }

    /// <summary>Stops a plugin when something that it needs is gone; it waits then.</summary>
    public Task SuspendAsync(PluginSupervisor plugin) => plugin.ChangeAsync(async () =>
    {
        PluginSlot slot = plugin.Slot;
        if (slot.State.IsUp() && slot.Folder.Manifest is { } manifest && parts.Dependencies.Broken(manifest) is { } broken)
        {
            await parts.Runner.StopAsync(slot);
            slot.Move(PluginState.Waiting, broken);
        }
    });

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TimeSpan patience = Timeout.InfiniteTimeSpan;
            foreach (PluginSupervisor plugin in plugins())
            {
                TimeSpan? wait = Look(plugin);
                patience = wait is { } some && (patience == Timeout.InfiniteTimeSpan || some < patience) ? some : patience;
            }

            await WokenAsync(patience);
        }
    }

    // Sees to a plugin; tells how long until something else may be due.
    private TimeSpan? Look(PluginSupervisor plugin)
    {
        PluginSlot slot = plugin.Slot;
        if (_rests.TryGetValue(slot.Id, out PluginRest? rest) && rest.Left(parts.Time) is var left && left > TimeSpan.Zero)
        {
            return left;
        }

        if (DutyOf(plugin) is { } duty)
        {
            if (_busy.TryAdd(slot.Id, true))
            {
                _duties[slot.Id] = Task.Run(() => FenceAsync(slot.Id, duty));
            }

            return null; // its end wakes the loop
        }

        TimeSpan? wait = slot.State == PluginState.Waiting ? slot.NextTry?.Left(parts.Time) : slot.Probation?.Left(parts.Time);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private Func<Task>? DutyOf(PluginSupervisor plugin)
    {
        PluginSlot slot = plugin.Slot;
        if (slot is { State: PluginState.Waiting, IsEnabled: true, Folder.Manifest: { } waiting })
        {
            bool isDue = slot.NextTry is { } rest ? rest.Left(parts.Time) <= TimeSpan.Zero : parts.Dependencies.WhatIsMissing(waiting) is null;
            return isDue && !parts.Options.SafeMode ? () => plugin.ChangeAsync(() => RetryAsync(plugin)) : null;
        }

        if (slot.Running is not { } running || !slot.State.IsUp())
        {
            return null;
        }

        return running.Failed.IsCompleted ? () => plugin.ChangeAsync(() => RestartAsync(plugin))
            : slot.Folder.Manifest is { } manifest && parts.Dependencies.Broken(manifest) is not null && !IsNeeded(slot) ? () => SuspendAsync(plugin)
            : Troubles(running) != slot.Reason ? () => plugin.ChangeAsync(() => TellTroubles(plugin))
            : slot.Probation?.Left(parts.Time) <= TimeSpan.Zero ? () => versions.ProveAsync(plugin)
            : null;
    }

    // Those that need it stop first; their end wakes the loop.
    private bool IsNeeded(PluginSlot slot) =>
        plugins().Any(other => other.Slot.Running is not null && PluginDependencies.Needs(other.Slot, slot.Id));

    // When its turn comes, the hub may be stopping and the plugin have been seen to.
    private Task RetryAsync(PluginSupervisor plugin) => _stopping.IsCancellationRequested ? Task.CompletedTask : plugin.RetryAsync();

    private async Task RestartAsync(PluginSupervisor plugin)
    {
        if (plugin.Slot.Running is { Failed.IsCompleted: true } running)
        {
            string reason = await running.Failed;
            await parts.Runner.StopAsync(plugin.Slot);
            plugin.Fail($"it failed: {reason}");
        }
    }

    private static Task TellTroubles(PluginSupervisor plugin)
    {
        PluginSlot slot = plugin.Slot;
        if (slot.Running is { } running && slot.State.IsUp())
        {
            string? troubles = Troubles(running);
            slot.Move(troubles is null ? PluginState.Running : PluginState.Degraded, troubles);
        }

        return Task.CompletedTask;
    }

    private static string? Troubles(RunningPlugin running) =>
        running.Troubles is { Count: > 0 } troubles ? string.Join("; ", troubles.Order(StringComparer.Ordinal)) : null;

    private async Task FenceAsync(string id, Func<Task> duty)
    {
        try
        {
            await duty();
            _rests.TryRemove(id, out _);
        }
#pragma warning disable CA1031 // Supervisor: whatever fails for one plugin is tried again, and the others are looked after.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.CareFailed(parts.Logger, id, (long)RestAfterError.TotalMilliseconds, exception);
            _rests[id] = PluginRest.Begin(parts.Time, RestAfterError);
        }
        finally
        {
            _busy.TryRemove(id, out _);
            Wake();
        }
    }

    private async ValueTask WokenAsync(TimeSpan patience)
    {
        using ITimer? timer = patience == Timeout.InfiniteTimeSpan
            ? null
            : parts.Time.CreateTimer(_ => Wake(), state: null, patience, Timeout.InfiniteTimeSpan);
        try
        {
            await _wake.Reader.ReadAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
    }
}
