namespace PiHub.PluginHost;

/// <summary>Where a version of a plugin comes from.</summary>
public enum PluginSource
{
    /// <summary>It came with the hub, and is replaced with it.</summary>
    Bundled = 0,

    /// <summary>The owner installed it.</summary>
    Installed = 1,
}
