namespace PiHub.PluginHost.Settings;

/// <summary>Where the values of one plugin's settings are looked for.</summary>
internal sealed class SettingsSources(
    string plugin, IReadOnlyList<StoredSetting> stored, SecretVault vault, ConfiguredSettings configured)
{
    /// <summary>What admins set, in order of paths; also what the plugin's present version does not know.</summary>
    public IReadOnlyList<StoredSetting> Stored { get; } = stored;

    /// <summary>What the sources say for a setting, the one that wins first.</summary>
    public IEnumerable<SettingCandidate> Find(SettingLeaf leaf) =>
        Stored.Where(setting => setting.Path == leaf.Path).Select(setting => vault.Load(plugin, leaf, setting))
            .Concat(configured.Find(plugin, leaf));

    /// <summary>The same with a change by an admin.</summary>
    public SettingsSources With(IReadOnlyList<StoredSetting> set, IReadOnlyCollection<string> reset) => new(
        plugin,
        [.. Stored.Where(setting => !reset.Contains(setting.Path) && !set.Any(other => other.Path == setting.Path)).Concat(set)
            .OrderBy(setting => setting.Path, StringComparer.Ordinal)],
        vault,
        configured);
}
