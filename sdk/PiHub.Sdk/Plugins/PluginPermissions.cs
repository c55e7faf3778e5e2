namespace PiHub.Sdk.Plugins;

/// <summary>What a manifest asks for. An empty list grants nothing of that kind.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record PluginPermissions
{
    /// <summary>MQTT topic filters that it may subscribe to.</summary>
    public IReadOnlyList<string> Subscribe { get; init; } = [];

    /// <summary>MQTT topic filters that it may publish to.</summary>
    public IReadOnlyList<string> Publish { get; init; } = [];
}
