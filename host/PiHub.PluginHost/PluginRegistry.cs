using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Packages;
using PiHub.PluginHost.State;
using PiHub.Sqlite;

namespace PiHub.PluginHost;

/// <summary>The plugins of the hub: finds, installs, starts, stops and lists them. Safe to use from any thread.</summary>
public sealed class PluginRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PluginSupervisor> _plugins = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _welcoming = new(1, 1); // held while a plugin that is new to the hub gets its place
    private readonly LifecycleParts _parts;
    private readonly VersionChanges _versions;
    private readonly PluginKeeper _keeper;
    private readonly PluginBoot _boot;
    private readonly Lazy<Task> _stop; // once, however often it is stopped

    /// <summary>Reads the manifests of all plugin folders; nothing is loaded before <see cref="StartAsync"/>.</summary>
    /// <param name="options">Folders and deadlines.</param>
    /// <param name="database">The hub's database, which keeps what the owner decided.</param>
    /// <param name="runner">Starts and stops plugins.</param>
    /// <param name="time">The clock of deadlines.</param>
    /// <param name="logger">The log.</param>
    internal PluginRegistry(
        PluginHostOptions options, SqliteDatabase database, PluginRunner runner, TimeProvider time, ILogger<PluginRegistry> logger)
    {
        var table = new PluginTable(database);
        _parts = new LifecycleParts
        {
            Options = options,
            Table = table,
            Folders = new PluginFolders(options, logger),
            Runner = runner,
            Switch = new VersionSwitch(runner, table, time, logger),
            Dependencies = new PluginDependencies(FindSlot),
            Time = time,
            Jitter = new Random(),
            Logger = logger,
        };
        _boot = new PluginBoot(time);
        _versions = new VersionChanges(_parts);
        _keeper = new PluginKeeper(() => [.. _plugins.Values], _versions, _parts);
        _stop = new Lazy<Task>(StopAllAsync);
        foreach (IGrouping<string, PluginFolder> plugin in _parts.Folders.Scan())
        {
            Add([.. plugin], table.Find(plugin.Key) ?? new PluginRecord { Id = plugin.Key });
        }
    }

    /// <summary>Raised after a plugin's state changed, with its new state. Handlers must be quick.</summary>
    public event Action<PluginSnapshot>? Changed;

    /// <summary>Raised after a plugin was removed, with its id. Handlers must be quick.</summary>
    public event Action<string>? Removed;

    /// <summary>Starts all enabled plugins at the same time, those that need others after these; one that fails does not keep the others.
    /// They are connected in order of their ids, so that of two that offer the same name the same one wins each time.</summary>
    /// <returns>Completes when all have started or failed to, or when none has for a while: those that are late go on in the
    /// background.</returns>
    public Task StartAsync()
    {
        _keeper.Start();
        return _boot.RunAsync([.. PluginDependencies.InStartOrder(Slots()).Select(slot => _plugins[slot.Id])]);
    }

    /// <summary>All plugins, ordered by id.</summary>
    public IReadOnlyList<PluginSnapshot> List() =>
        [.. Slots().Select(slot => slot.Snapshot()).OrderBy(plugin => plugin.Id, StringComparer.Ordinal)];

    /// <summary>One plugin; null when there is none of that id.</summary>
    /// <param name="id">The plugin's id.</param>
    public PluginSnapshot? Find(string id) => FindSlot(id)?.Snapshot();

    /// <summary>Switches a plugin on and starts it; remembered over restarts. One that runs already stays as it is.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <param name="consent">Whether the owner agrees to what the chosen version, or the one that waits for it, asks for beyond what was
    /// granted; the one that waits takes over then.</param>
    /// <returns>Its state afterwards: running, or another with the reason; null when there is none of that id.</returns>
    /// <exception cref="PluginChangeRefusedException">Too many changes wait.</exception>
    public Task<PluginSnapshot?> EnableAsync(string id, bool consent = false) => ChangeAsync(id, plugin => plugin.EnableAsync(consent));

    /// <summary>Agrees to what the version that waits for consent asks for: it takes over.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <returns>Its state afterwards; null when there is none of that id.</returns>
    /// <exception cref="PluginChangeRefusedException">Too many changes wait.</exception>
    public Task<PluginSnapshot?> ConsentAsync(string id) => EnableAsync(id, consent: true);

    /// <summary>Switches a plugin off: those that need it stop, its requests finish, its drivers stop, its code is unloaded; remembered
    /// over restarts.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <returns>Its state afterwards; null when there is none of that id.</returns>
    /// <exception cref="PluginChangeRefusedException">Too many changes wait.</exception>
    public Task<PluginSnapshot?> DisableAsync(string id) => ChangeAsync(id, DisableAsync);

    /// <summary>Moves an unpacked package to its place. A plugin that is new is switched on when <see cref="InstallOptions.Enable"/> says
    /// so; of a known one that is switched on the version takes over, without consent only when it asks for no more than was granted.</summary>
    /// <param name="package">The package; its folder is moved, unless the same content is installed already.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up, before anything is changed.</param>
    /// <returns>Its state afterwards; <see cref="PluginSnapshot.LastChange"/> says what became of an upgrade.</returns>
    /// <exception cref="PluginChangeRefusedException">The version cannot be used in this hub, or too many changes wait.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task<PluginSnapshot> InstallAsync(StagedPackage package, InstallOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(options);
        string id = package.Manifest.Id;
        PluginSupervisor? plugin;
        bool isNew;
        await _welcoming.WaitAsync(cancellationToken);
        try
        {
            isNew = !_plugins.TryGetValue(id, out plugin);
            if (plugin is null)
            {
                PluginRecord record = _versions.Welcome(package, options); // before the folder is there: an end in between must not enable it
                plugin = Add([_versions.Place(package, [], options)], record);
            }
        }
        finally
        {
            _welcoming.Release();
        }

        await (isNew ? plugin.BootAsync(Task.CompletedTask, () => Task.CompletedTask, stopping: null) : _versions.InstallAsync(plugin, package, options));
        return plugin.Slot.Snapshot();
    }

    /// <summary>Goes back to the version before the last change, with its data; a second time goes forward again.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <returns>Its state afterwards; null when there is none of that id.</returns>
    /// <exception cref="PluginChangeRefusedException">There is no former version, or too many changes wait.</exception>
    public Task<PluginSnapshot?> RollbackAsync(string id) => ChangeAsync(id, VersionChanges.RollBackAsync);

    /// <summary>Goes to another installed version.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <param name="version">The version's name.</param>
    /// <param name="consent">Whether the owner agrees to what it asks for beyond what was granted.</param>
    /// <returns>Its state afterwards; null when there is no plugin of that id.</returns>
    /// <exception cref="PluginChangeRefusedException">The version is not there or cannot be used, or too many changes wait.</exception>
    public Task<PluginSnapshot?> UseVersionAsync(string id, string version, bool consent = false) =>
        ChangeAsync(id, plugin => VersionChanges.UseAsync(plugin, version, consent));

    /// <summary>Stops a plugin and deletes all its versions.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <param name="deleteData">Whether the plugin's own data and all that the hub keeps for it goes too.</param>
    /// <returns>Whether there was a plugin of that id.</returns>
    /// <exception cref="PluginChangeRefusedException">It came with the hub, others need it, or the disk refuses.</exception>
    public async Task<bool> RemoveAsync(string id, bool deleteData)
    {
        if (!_plugins.TryGetValue(id, out PluginSupervisor? plugin))
        {
            return false;
        }

        RefuseRemoval(plugin.Slot);
        await DisableAsync(plugin);
        await _versions.RemoveAsync(plugin, deleteData);
        _plugins.TryRemove(id, out _);
        Removed?.Invoke(id);
        _keeper.Wake();
        return true;
    }

    /// <summary>Stops all plugins at the same time, those that need others before these; what the owner switched on stays so.</summary>
    /// <returns>Completes when all have stopped or were abandoned. Whoever cannot wait so long goes on: what hangs is abandoned with the
    /// process.</returns>
    public Task StopAsync() => _stop.Value;

    /// <summary>Stops all plugins, unless <see cref="StopAsync()"/> was called before: its caller has waited as long as it could.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsValueCreated)
        {
            await StopAsync();
        }
    }

    /// <summary>Completes when all starts have ended that <see cref="StartAsync"/> began, also those that are late.</summary>
    internal Task Started => _boot.Ended;

    internal PluginSlot? FindSlot(string id) => _plugins.GetValueOrDefault(id)?.Slot;

    private async Task StopAllAsync()
    {
        await _keeper.StopAsync();
        _boot.Stop();
        var stops = new Dictionary<string, Task>(StringComparer.Ordinal);
        foreach (PluginSlot slot in PluginDependencies.InStartOrder(Slots()).Reverse())
        {
            stops.Add(slot.Id, StopAsync(_plugins[slot.Id], [.. stops.Where(stop => Needs(stop.Key, slot.Id)).Select(stop => stop.Value)]));
        }

        await Task.WhenAll(stops.Values);
        await _keeper.DisposeAsync();
        _welcoming.Dispose();
    }

    private static async Task StopAsync(PluginSupervisor plugin, Task[] dependents)
    {
        await Task.WhenAny(Task.WhenAll(dependents));
        await plugin.StopAsync();
    }

    private async Task<PluginSnapshot?> ChangeAsync(string id, Func<PluginSupervisor, Task> change)
    {
        if (!_plugins.TryGetValue(id, out PluginSupervisor? plugin))
        {
            return null;
        }

        await change(plugin);
        return plugin.Slot.Snapshot();
    }

    // No change may wait for another plugin's, so it takes two steps of its own with those of the others between them.
    private async Task DisableAsync(PluginSupervisor plugin)
    {
        await plugin.MarkDisabledAsync();
        foreach (PluginSlot slot in PluginDependencies.InStartOrder(Slots()).Reverse())
        {
            if (slot.State.IsUp() && _plugins.TryGetValue(slot.Id, out PluginSupervisor? other) && NeedsInAnyWay(slot, plugin.Slot.Id))
            {
                await _keeper.SuspendAsync(other);
            }
        }

        await plugin.DisableAsync();
    }

    private void RefuseRemoval(PluginSlot slot)
    {
        if (slot.Versions.Any(version => version.Source == PluginSource.Bundled))
        {
            throw new PluginChangeRefusedException(
                $"The plugin '{slot.Id}' came with PiHub and cannot be removed. Disable it: it uses nothing then but a little of the disk.");
        }

        string[] dependents = [.. Slots().Where(other => other.IsEnabled && Needs(other.Id, slot.Id)).Select(other => $"'{other.Id}'").Order()];
        if (dependents.Length > 0)
        {
            throw new PluginChangeRefusedException(
                $"The plugin '{slot.Id}' is needed by {string.Join(", ", dependents)}. Disable or remove what needs it first.");
        }
    }

    private bool Needs(string dependent, string id) => FindSlot(dependent) is { } slot && PluginDependencies.Needs(slot, id);

    private bool NeedsInAnyWay(PluginSlot slot, string id) => slot.Folder.Manifest?.Dependencies.Any(
        need => need.Id == id || (FindSlot(need.Id) is { } other && other.State.IsUp() && NeedsInAnyWay(other, id))) == true;

    private IEnumerable<PluginSlot> Slots() => _plugins.Values.Select(plugin => plugin.Slot);

    private PluginSupervisor Add(IReadOnlyList<PluginFolder> versions, PluginRecord record)
    {
        versions = [.. versions.Select(version => _parts.Options.ReservedIds.Contains(version.Id)
            ? version with { Errors = [.. version.Errors, $"the id '{version.Id}' is used by the hub itself"] }
            : version)];
        VersionChoice choice = VersionChoice.Choose(versions, record);
        var slot = new PluginSlot(record.Id, OnChanged) { Folder = choice.Version, Record = record with { Pending = choice.Pending } };
        slot.Versions = versions;
        if (choice.Version.Trouble is { } trouble)
        {
            Log.Incompatible(_parts.Logger, record.Id, trouble);
        }

        return _plugins[record.Id] = new PluginSupervisor(slot, choice.Upgrade, _parts);
    }

    private void OnChanged(PluginSlot slot)
    {
        _boot.NoteStep();
        Changed?.Invoke(slot.Snapshot());
        _keeper.Wake();
    }
}
