namespace PiHub.Settings.Layers;

/// <summary>Where the value of a setting comes from; each one wins over those before it.</summary>
public enum SettingSource
{
    /// <summary>The settings' class.</summary>
    Default = 0,

    /// <summary>The owner's section of the configuration file.</summary>
    File = 1,

    /// <summary>The environment, e.g. <c>PIHUB__PluginSettings__&lt;id&gt;__&lt;name&gt;</c>.</summary>
    Environment = 2,

    /// <summary>The command line of the hub.</summary>
    CommandLine = 3,

    /// <summary>Set over the API or in the web interface; kept in the hub's database.</summary>
    Admin = 4,
}
