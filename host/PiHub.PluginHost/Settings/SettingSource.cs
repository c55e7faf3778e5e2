namespace PiHub.PluginHost.Settings;

/// <summary>Where the value of a setting comes from; each one wins over those before it.</summary>
public enum SettingSource
{
    /// <summary>The plugin's class.</summary>
    Default = 0,

    /// <summary>The section <c>PluginSettings:&lt;id&gt;</c> of the configuration file.</summary>
    File = 1,

    /// <summary>The environment, <c>PIHUB__PluginSettings__&lt;id&gt;__&lt;name&gt;</c>.</summary>
    Environment = 2,

    /// <summary>Set over the API or in the web interface; kept in the hub's database.</summary>
    Admin = 3,
}
