using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.State;
using PiHub.Sdk.Plugins;
using PiHub.Sqlite;

namespace PiHub.PluginHost;

/// <summary>The plugins of the hub: finds, starts, stops and lists them. Safe to use from any thread.</summary>
public sealed class PluginRegistry : IAsyncDisposable
{
    private readonly PluginHostOptions _options;
    private readonly PluginTable _table;
    private readonly PluginStarter _starter;
    private readonly TimeProvider _time;
    private readonly ILogger<PluginRegistry> _logger;
    private readonly FrozenDictionary<string, PluginSlot> _slots;

    /// <summary>Reads the manifests of all plugin folders; nothing is loaded before <see cref="StartAsync"/>.</summary>
    /// <param name="options">Folders and deadlines.</param>
    /// <param name="database">The hub's database, which keeps what the owner switched off.</param>
    /// <param name="starter">Starts plugins.</param>
    /// <param name="time">The clock of deadlines.</param>
    /// <param name="logger">The log.</param>
    internal PluginRegistry(
        PluginHostOptions options, SqliteDatabase database, PluginStarter starter, TimeProvider time, ILogger<PluginRegistry> logger)
    {
        _options = options;
        _table = new PluginTable(database);
        (_starter, _time, _logger) = (starter, time, logger);
        _slots = PluginFolder.Scan(_options.Folders, logger)
            .ToFrozenDictionary(folder => folder.Id, CreateSlot, StringComparer.Ordinal);
    }

    /// <summary>Raised after a plugin's state changed, with its new state. Handlers must be quick.</summary>
    public event Action<PluginSnapshot>? Changed;

    /// <summary>Starts all enabled plugins at the same time; one that fails does not keep the others. They are connected in order of
    /// their ids, so that of two that offer the same name the same one wins each time.</summary>
    public Task StartAsync()
    {
        var starts = new List<Task>();
        Task earlier = Task.CompletedTask;
        foreach (PluginSlot slot in _slots.Values
            .Where(slot => slot.IsEnabled && slot.State == PluginState.Disabled)
            .OrderBy(slot => slot.Folder.Id, StringComparer.Ordinal))
        {
            Task turn = earlier;
            earlier = ChangeAsync(slot, changing => StartSlotAsync(changing, turn));
            starts.Add(earlier);
        }

        return Task.WhenAll(starts);
    }

    /// <summary>All plugins, ordered by id.</summary>
    public IReadOnlyList<PluginSnapshot> List() =>
        [.. _slots.Values.Select(slot => slot.Snapshot()).OrderBy(plugin => plugin.Id, StringComparer.Ordinal)];

    /// <summary>One plugin; null when there is none of that id.</summary>
    /// <param name="id">The plugin's id.</param>
    public PluginSnapshot? Find(string id) => FindSlot(id)?.Snapshot();

    /// <summary>Switches a plugin on and starts it; remembered over restarts. One that runs already stays as it is.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <returns>Its state afterwards: running, or quarantined or incompatible with the reason; null when there is none of that id.</returns>
    public async Task<PluginSnapshot?> EnableAsync(string id)
    {
        if (FindSlot(id) is not { } slot)
        {
            return null;
        }

        await ChangeAsync(slot, async changing =>
        {
            _table.SetEnabled(id, enabled: true);
            changing.IsEnabled = true;
            if (changing.State is PluginState.Disabled or PluginState.Quarantined)
            {
                await StartSlotAsync(changing, Task.CompletedTask);
            }
        });
        return slot.Snapshot();
    }

    /// <summary>Switches a plugin off: its requests finish, its drivers stop, its code is unloaded; remembered over restarts.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <returns>Its state afterwards; null when there is none of that id.</returns>
    public async Task<PluginSnapshot?> DisableAsync(string id)
    {
        if (FindSlot(id) is not { } slot)
        {
            return null;
        }

        await ChangeAsync(slot, async changing =>
        {
            _table.SetEnabled(id, enabled: false);
            changing.IsEnabled = false;
            await StopSlotAsync(changing);
            if (changing.State == PluginState.Quarantined)
            {
                Set(changing, PluginState.Disabled, reason: null);
            }
        });
        return slot.Snapshot();
    }

    /// <summary>Stops all plugins at the same time; what the owner switched on stays so.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_slots.Values.Select(slot => ChangeAsync(slot, StopSlotAsync)));

    internal PluginSlot? FindSlot(string id) => _slots.GetValueOrDefault(id);

    private static async Task ChangeAsync(PluginSlot slot, Func<PluginSlot, Task> change)
    {
        await slot.Changing.WaitAsync();
        try
        {
            await change(slot);
        }
        finally
        {
            slot.Changing.Release();
        }
    }

    private PluginSlot CreateSlot(PluginFolder folder)
    {
        IEnumerable<string> errors = folder.Errors;
        if (_options.ReservedIds.Contains(folder.Id))
        {
            errors = errors.Append($"the id '{folder.Id}' is used by the hub itself");
        }

        var slot = new PluginSlot(folder) { IsEnabled = _table.IsEnabled(folder.Id) };
        string reason = string.Join("; ", errors);
        if (reason.Length > 0)
        {
            slot.State = PluginState.Incompatible;
            slot.Reason = reason;
            Log.Incompatible(_logger, folder.Id, reason);
        }

        return slot;
    }

    private async Task StartSlotAsync(PluginSlot slot, Task turn)
    {
        if (slot.Folder.Manifest is not { } manifest)
        {
            return;
        }

        Set(slot, PluginState.Starting, reason: null);
        long began = _time.GetTimestamp();
        RunningPlugin? plugin = null;
        try
        {
            (plugin, Task<PluginStart> preparing) = BeginStart(slot, manifest);
            PluginStart start = await preparing.WaitAsync(_options.StartDeadline, _time);
            await Task.WhenAny(turn); // however the one before ended
            await _starter.ConnectAsync(start, CancellationToken.None);
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin that cannot start is quarantined, the hub goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (plugin is not null)
            {
                await plugin.StopAsync(_options.StopDeadline, _time, _logger);
            }

            Log.StartFailed(_logger, slot.Folder.Id, exception);
            Set(slot, PluginState.Quarantined, exception is TimeoutException
                ? $"it did not start within {_options.StartDeadline.TotalSeconds:0} s"
                : $"it failed to start: {Explain(exception)}");
            return;
        }

        slot.Running = plugin;
        Log.Started(_logger, slot.Folder.Id, manifest.Version, (long)_time.GetElapsedTime(began).TotalMilliseconds);
        Set(slot, PluginState.Running, reason: null);
    }

    // Without a full stop: a reason is a part of sentences.
    private static string Explain(Exception exception) =>
        ((exception as TargetInvocationException)?.InnerException ?? exception).Message.Trim().TrimEnd('.');

    [MethodImpl(MethodImplOptions.NoInlining)] // the load context must not live on in the caller's state machine
    private (RunningPlugin Plugin, Task<PluginStart> Preparing) BeginStart(PluginSlot slot, PluginManifest manifest)
    {
        PluginLoadContext context = slot.CreateContext(manifest.Entry);
        var plugin = new RunningPlugin(slot.Folder.Id, context) { Meter = slot.Meter };
        return (plugin, Task.Run(() => PrepareAsync(plugin, context, slot.Folder)));
    }

    private async Task<PluginStart> PrepareAsync(RunningPlugin plugin, PluginLoadContext context, PluginFolder folder)
    {
        PluginStart start = _starter.Load(plugin, context, folder, Path.Combine(_options.DataFolder, folder.Id));
        await _starter.OpenAsync(start, CancellationToken.None);
        return start;
    }

    private async Task StopSlotAsync(PluginSlot slot)
    {
        if (slot.Running is not { } plugin)
        {
            return;
        }

        Set(slot, PluginState.Stopping, reason: null);
        await plugin.StopAsync(_options.StopDeadline, _time, _logger);
        slot.Running = null;
        Log.Stopped(_logger, slot.Folder.Id);
        Set(slot, PluginState.Disabled, reason: null);
    }

    private void Set(PluginSlot slot, PluginState state, string? reason)
    {
        slot.State = state;
        slot.Reason = reason;
        Changed?.Invoke(slot.Snapshot());
    }
}
