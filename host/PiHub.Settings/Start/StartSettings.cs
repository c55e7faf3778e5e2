using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Settings.Layers;
using PiHub.Settings.Live;
using PiHub.Sqlite;

namespace PiHub.Settings.Start;

/// <summary>Reads pages of settings while the hub is put together, before its services exist. Secrets cannot be read by it.</summary>
/// <param name="database">The hub's database.</param>
/// <param name="configured">What the configuration says.</param>
public sealed class StartSettings(SqliteDatabase database, ConfiguredSettings configured)
{
    private readonly SettingsStore _store = new(database, new LockedSecrets(), configured, NullLogger<SettingsStore>.Instance);

    /// <summary>The values of a page that count at this start.</summary>
    /// <typeparam name="TSettings">The page's class.</typeparam>
    /// <param name="section">The page.</param>
    public TSettings Read<TSettings>(HubSection section)
        where TSettings : class => (TSettings)_store.SettledOf(TargetOf(section));

    /// <summary>What admins set on a page and nothing refuses, as the configuration would say it. Lists are left out: one could not take
    /// entries away from a list that the configuration has.</summary>
    /// <param name="section">The page.</param>
    public IReadOnlyDictionary<string, string?> OfAdmins(HubSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return _store.OfAdmins(TargetOf(section))
            .Where(setting => ConfigurationText.CanWrite(setting.Leaf))
            .ToDictionary(
                setting => $"{section.Section}:{ConfigurationText.KeyOf(SettingsOwner.Hub(section), setting.Leaf)}",
                setting => ConfigurationText.Write(setting.Leaf, setting.Value),
                StringComparer.OrdinalIgnoreCase);
    }

    private static SettingsTarget TargetOf(HubSection section) =>
        new(section.SettingsType, SettingsOwner.Hub(section), (_, _) => { }, NullLogger.Instance);
}
