namespace PiHub.Sdk.Plugins;

/// <summary>Another plugin that must run first.</summary>
/// <remarks>Since 0.2.</remarks>
public sealed record PluginDependency
{
    /// <summary>The other plugin's id.</summary>
    public required string Id { get; init; }

    /// <summary>The versions that will do, with both ends, e.g. <c>&gt;=1.2.0 &lt;2.0.0</c>.</summary>
    public required string Version { get; init; }
}
