namespace PiHub.Settings;

/// <summary>Whose settings: a plugin's, or one of the hub's own pages.</summary>
public sealed record SettingsOwner
{
    private const string HubKey = "hub/";

    private SettingsOwner(string id, string section, bool isHub) => (Id, Section, IsHub) = (id, section, isHub);

    /// <summary>The plugin's id, or the page's.</summary>
    public string Id { get; }

    /// <summary>The section of the configuration that values are also read from.</summary>
    public string Section { get; }

    /// <summary>Whether it is a page of the hub, in whose section names are written without underscores, as in <c>HttpPort</c>.</summary>
    public bool IsHub { get; }

    /// <summary>What its values are stored under; no plugin's id has a slash.</summary>
    internal string Key => IsHub ? HubKey + Id : Id;

    internal static bool IsHubKey(string key) => key.StartsWith(HubKey, StringComparison.Ordinal);

    /// <summary>A plugin, with the section <c>PluginSettings:&lt;id&gt;</c>.</summary>
    /// <param name="id">The plugin's id.</param>
    public static SettingsOwner Plugin(string id) => new(id, $"PluginSettings:{id}", isHub: false);

    /// <summary>A page of the hub.</summary>
    /// <param name="section">The page.</param>
    public static SettingsOwner Hub(HubSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new SettingsOwner(section.Id, section.Section, isHub: true);
    }
}
