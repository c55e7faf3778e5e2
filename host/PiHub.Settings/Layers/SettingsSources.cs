using PiHub.Settings.Schemas;

namespace PiHub.Settings.Layers;

/// <summary>Where the values of an owner's settings are looked for.</summary>
internal sealed class SettingsSources(
    SettingsOwner owner, IReadOnlyList<StoredSetting> stored, SecretVault vault, ConfiguredSettings configured)
{
    /// <summary>What admins set, in order of paths; also what the owner's present version does not know.</summary>
    public IReadOnlyList<StoredSetting> Stored { get; } = stored;

    /// <summary>What the sources say for a setting, the one that wins first.</summary>
    public IEnumerable<SettingCandidate> Find(SettingLeaf leaf) =>
        Stored.Where(setting => setting.Path == leaf.Path).Select(setting => vault.Load(owner.Key, leaf, setting))
            .Concat(configured.Find(owner, leaf));

    /// <summary>The same with a change by an admin.</summary>
    public SettingsSources With(IReadOnlyList<StoredSetting> set, IReadOnlyCollection<string> reset) => new(
        owner,
        [.. Stored.Where(setting => !reset.Contains(setting.Path) && !set.Any(other => other.Path == setting.Path)).Concat(set)
            .OrderBy(setting => setting.Path, StringComparer.Ordinal)],
        vault,
        configured);
}
