namespace PiHub.Sdk.Plugins;

/// <summary>A port of the plugin's own, where its routes are served at the root, for clients of an older system.</summary>
/// <remarks>Since 0.2.</remarks>
public sealed record PluginListener
{
    /// <summary>The TCP port, 1 to 65535.</summary>
    public required int Port { get; init; }
}
