using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Packages;
using PiHub.PluginHost.State;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>What an owner does with the versions of a plugin: install, go to another one, remove.</summary>
internal sealed class VersionChanges(LifecycleParts parts)
{
    /// <summary>The hub's memory of a plugin that is new to it, written before its first version is in its place.</summary>
    public PluginRecord Welcome(StagedPackage package, InstallOptions options)
    {
        var record = new PluginRecord { Id = package.Manifest.Id, IsEnabled = options.Enable, Chosen = package.Manifest.Version };
        record = options.Enable || options.Consent ? PluginSupervisor.Granting(record, package.Manifest) : record;
        parts.Table.Save(record);
        return record;
    }

    /// <summary>Moves a package to its place among the versions of its plugin.</summary>
    public PluginFolder Place(StagedPackage package, IReadOnlyList<PluginFolder> known, InstallOptions options)
    {
        PluginFolder version = parts.Folders.Place(package, known);
        Log.Installed(parts.Logger, version.Id, version.Name, options.Source);
        return version;
    }

    /// <summary>Installs a version of a known plugin, which takes over unless it asks for more than was granted.</summary>
    public Task InstallAsync(PluginSupervisor plugin, StagedPackage package, InstallOptions options) => plugin.ChangeAsync(async () =>
    {
        PluginSlot slot = plugin.Slot;
        slot.Phase = $"installing {package.Manifest.Version}";
        PluginFolder version = Place(package, slot.Versions, options);
        slot.Versions = [.. slot.Versions.Where(other => other.Name != version.Name).Append(version).OrderByDescending(other => other.Version)];
        await GoToAsync(plugin, version, options.Consent);
    });

    /// <summary>Goes to the version before the last change.</summary>
    /// <exception cref="PluginChangeRefusedException">There is none, or it cannot be used.</exception>
    public static Task RollBackAsync(PluginSupervisor plugin) => plugin.ChangeAsync(() =>
        plugin.Slot.FindVersion(plugin.Slot.Record.Previous) is { } previous
            ? GoToAsync(plugin, previous, hasConsent: true) // it ran before
            : throw new PluginChangeRefusedException($"There is no former version of the plugin '{plugin.Slot.Id}' to go back to."));

    /// <summary>Goes to an installed version.</summary>
    /// <exception cref="PluginChangeRefusedException">It is not installed, or cannot be used.</exception>
    public static Task UseAsync(PluginSupervisor plugin, string name, bool hasConsent) => plugin.ChangeAsync(() =>
        plugin.Slot.FindVersion(name) is { } version
            ? GoToAsync(plugin, version, hasConsent)
            : throw new PluginChangeRefusedException(
                $"The plugin '{plugin.Slot.Id}' has no version '{name}' on the disk; there is {Names(plugin.Slot.Versions)}."));

    /// <summary>Deletes a plugin that was switched off before, and its data when that is asked for.</summary>
    /// <exception cref="PluginChangeRefusedException">The disk refuses, or it was switched on meanwhile.</exception>
    public Task RemoveAsync(PluginSupervisor plugin, bool deleteData) => plugin.ChangeAsync(async () =>
    {
        string id = plugin.Slot.Id;
        if (plugin.Slot.IsEnabled)
        {
            throw new PluginChangeRefusedException($"The plugin '{id}' was switched on meanwhile. Remove it again.");
        }

        await parts.Runner.StopAsync(plugin.Slot);
        try
        {
            plugin.Forget();
            if (deleteData)
            {
                await parts.Runner.ForgetAsync(id);
                parts.Folders.DeleteData(id);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginChangeRefusedException($"Files of the plugin '{id}' could not be deleted: {exception.Message}");
        }

        Log.Removed(parts.Logger, id);
    });

    /// <summary>After a version has lasted: deletes those that nothing goes back to.</summary>
    public Task ProveAsync(PluginSupervisor plugin) => plugin.ChangeAsync(() =>
    {
        PluginSlot slot = plugin.Slot;
        if (slot.Running is null || slot.Probation?.Left(parts.Time) > TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        plugin.Prove();
        var kept = new List<PluginFolder>();
        foreach (PluginFolder version in slot.Versions)
        {
            bool isNeeded = version.Source == PluginSource.Bundled || version.Name == slot.Folder.Name
                || version.Name == slot.Record.Previous || version.Name == slot.Record.Pending;
            if (isNeeded || !TryDelete(slot, version))
            {
                kept.Add(version);
            }
        }

        slot.Versions = kept;
        return Task.CompletedTask;
    });

    private static Task GoToAsync(PluginSupervisor plugin, PluginFolder version, bool hasConsent)
    {
        if (version.Trouble is { } trouble)
        {
            throw new PluginChangeRefusedException($"The version {version.Name} of the plugin '{version.Id}' cannot be used: {trouble}.");
        }

        PluginSlot slot = plugin.Slot;
        PluginRecord record = slot.Record.Granted is null && slot.IsEnabled
            ? PluginSupervisor.Granting(slot.Record, slot.Folder.Manifest)
            : slot.Record;
        if (hasConsent || record.Granted is null)
        {
            plugin.Save(record.Granted is null && !hasConsent ? record : PluginSupervisor.Granting(record, version.Manifest));
            return plugin.GoToAsync(version);
        }

        bool asksForMore = version.Manifest is { } manifest && !record.Granted.Missing(PluginGrant.Of(manifest)).IsEmpty;
        plugin.Save(asksForMore ? record with { Pending = version.Name } : record);
        return asksForMore ? Task.CompletedTask : plugin.GoToAsync(version);
    }

    private bool TryDelete(PluginSlot slot, PluginFolder version)
    {
        try
        {
            PluginFolders.Delete(version);
            Log.VersionDeleted(parts.Logger, slot.Id, version.Name);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.DeletionFailed(parts.Logger, slot.Id, version.Name, exception);
            return false;
        }
    }

    private static string Names(IEnumerable<PluginFolder> versions) => string.Join(", ", versions.Select(version => version.Name));
}
