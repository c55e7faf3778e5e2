using System.Reflection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Features;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Starts and stops one version of a plugin in its slot, and puts what it throws into words. Nothing of it throws.</summary>
internal sealed class PluginRunner(
    PluginHostOptions options,
    PluginStarter starter,
    IEnumerable<IPluginFeature> features,
    PluginWatch watch,
    TimeProvider time,
    ILogger<PluginRegistry> logger)
{
    private readonly IPluginFeature[] _features = [.. features];

    /// <summary>Raised when something of a running plugin is not well any more, or well again.</summary>
    public event Action? Noticed;

    /// <summary>Prepares a start; the code is not loaded yet.</summary>
    /// <returns>The start, or why there is none, without a full stop.</returns>
    public (PluginLaunch? Launch, string? Trouble) Prepare(PluginSlot slot, PluginFolder version)
    {
        try
        {
            return (new PluginLaunch(slot, version, starter, options, time), null);
        }
#pragma warning disable CA1031 // Boundary to foreign code: files of a plugin that cannot be used must not harm the hub.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.StartFailed(logger, slot.Id, exception);
            return (null, Explain(exception));
        }
    }

    /// <summary>Loads the code beside what runs.</summary>
    /// <returns>Why that failed, and then nothing of it is left; null when it is loaded.</returns>
    public Task<string?> LoadAsync(PluginSlot slot, PluginLaunch launch) => FenceAsync(slot, launch, launch.LoadAsync);

    /// <summary>Starts a loaded version, where no other one runs.</summary>
    /// <returns>Why that failed, and then nothing of it is left; null when it runs.</returns>
    public async Task<string?> RunAsync(PluginSlot slot, PluginLaunch launch, Func<Task>? turn = null)
    {
        long began = time.GetTimestamp();
        slot.Phase = $"starting {launch.Version.Name}";
        slot.Move(PluginState.Starting);
        string? failure = await FenceAsync(slot, launch, async () =>
        {
            await launch.OpenAsync();
            await (turn?.Invoke() ?? Task.CompletedTask);
            await launch.ConnectAsync();
        });
        if (failure is not null)
        {
            return failure;
        }

        launch.Plugin.TroublesChanged += () => Noticed?.Invoke();
        slot.Folder = launch.Version;
        slot.Running = launch.Plugin;
        slot.Probation = PluginRest.Begin(time, FailureHistory.Window);
        slot.Move(PluginState.Running);
        Log.Started(logger, slot.Id, launch.Version.Name, (long)time.GetElapsedTime(began).TotalMilliseconds);
        return null;
    }

    /// <summary>Loads and starts a version, where no other one runs.</summary>
    /// <returns>Why that failed, and then nothing of it is left and the slot is stopping; null when it runs.</returns>
    public async Task<string?> StartAsync(PluginSlot slot, PluginFolder version, Func<Task>? turn = null)
    {
        slot.Phase = $"starting {version.Name}";
        slot.Move(PluginState.Starting);
        (PluginLaunch? launch, string? trouble) = Prepare(slot, version);
        if (launch is null)
        {
            slot.Move(PluginState.Stopping);
            return trouble;
        }

        return await LoadAsync(slot, launch) ?? await RunAsync(slot, launch, turn);
    }

    /// <summary>Lets go of a start that does not come to its end.</summary>
    public async Task AbandonAsync(PluginSlot slot, PluginLaunch launch)
    {
        bool hasEnded = await launch.Plugin.StopAsync(options.StopDeadline, time, logger);
        Watch(slot, launch.Version.Name, launch.Plugin.Context, isAbandoned: launch.IsLate || !hasEnded);
    }

    /// <summary>Stops what runs in the slot, which is stopping then: requests finish, drivers stop, the code is unloaded.</summary>
    public async Task StopAsync(PluginSlot slot)
    {
        if (slot.Running is not { } plugin)
        {
            return;
        }

        string name = slot.Folder.Name;
        slot.Phase = $"stopping {name}";
        slot.Move(PluginState.Stopping);
        bool hasEnded = await plugin.StopAsync(options.StopDeadline, time, logger);
        Watch(slot, name, plugin.Context, isAbandoned: !hasEnded);
        slot.Running = null;
        slot.Probation = null;
        Log.Stopped(logger, slot.Id);
    }

    /// <summary>Brings a plugin's own data back to what a version can use.</summary>
    /// <returns>Why that failed; null when it is done.</returns>
    public async Task<string?> RollBackDataAsync(PluginSlot slot, PluginFolder version)
    {
        string folder = Path.Combine(options.DataFolder, slot.Id);
        return await FenceAsync(slot.Id, (feature, cancelled) => feature.RollBackAsync(folder, version.Name, cancelled)) is { } trouble
            ? $"its data could not be brought back: {trouble}"
            : null;
    }

    /// <summary>A change of version is over: lets all features let go of what they kept for it.</summary>
    public Task SettleAsync(PluginSlot slot) => FenceAsync(slot.Id, (feature, _) => feature.SettleAsync(slot.Id));

    /// <summary>Lets all features forget a plugin.</summary>
    /// <returns>Why that failed; null when it is done.</returns>
    public Task<string?> ForgetAsync(string id) => FenceAsync(id, (feature, cancelled) => feature.ForgetAsync(id, cancelled));

    private void Watch(PluginSlot slot, string version, WeakReference context, bool isAbandoned)
    {
        var former = new FormerVersion(slot.Id, version, context, isAbandoned, time.GetUtcNow());
        slot.Watch(former);
        watch.Unloads.Add(former);
    }

    // Without a full stop: a reason is a part of sentences.
    private static string Explain(Exception exception) =>
        $"it failed to start: {((exception as TargetInvocationException)?.InnerException ?? exception).Message.Trim().TrimEnd('.')}";

    // All features get their turn, whatever one of them does; none may wait for ever, as for a disk that fails.
    private async Task<string?> FenceAsync(string id, Func<IPluginFeature, CancellationToken, ValueTask> call)
    {
        using var late = new CancellationTokenSource(options.StartDeadline, time);
        string? trouble = null;
        foreach (IPluginFeature feature in _features)
        {
            try
            {
                await call(feature, late.Token);
            }
#pragma warning disable CA1031 // Boundary: what one ability cannot undo must not keep the others, and the plugin's other version, from going on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.UndoFailed(logger, id, exception);
                trouble ??= late.IsCancellationRequested
                    ? $"that took longer than {options.StartDeadline.TotalSeconds:0} s"
                    : exception.Message.Trim().TrimEnd('.');
            }
        }

        return trouble;
    }

    private async Task<string?> FenceAsync(PluginSlot slot, PluginLaunch launch, Func<Task> step)
    {
        string failure;
        try
        {
            await step();
            return null;
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin that cannot start must not harm the hub.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.StartFailed(logger, slot.Id, exception);
            failure = launch.IsLate ? $"it did not start within {options.StartDeadline.TotalSeconds:0} s" : Explain(exception);
        }

        if (slot.State == PluginState.Starting)
        {
            slot.Move(PluginState.Stopping);
        }

        await AbandonAsync(slot, launch);
        return failure;
    }
}
