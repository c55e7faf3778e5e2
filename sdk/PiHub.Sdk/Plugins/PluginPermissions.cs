namespace PiHub.Sdk.Plugins;

/// <summary>What a manifest asks for. An empty list grants nothing of that kind.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record PluginPermissions
{
    /// <summary>MQTT topic filters that it may subscribe to.</summary>
    public IReadOnlyList<string> Subscribe { get; init; } = [];

    /// <summary>MQTT topic filters that it may publish to.</summary>
    public IReadOnlyList<string> Publish { get; init; } = [];

    /// <summary>Hosts that it may connect to through <c>IHttpClientFactory</c>: <c>host</c>, <c>host:port</c>, <c>*.example.com</c>, an
    /// address, or <c>local</c> for all addresses of private networks.</summary>
    public IReadOnlyList<string> Connect { get; init; } = [];

    /// <summary>Hardware ports that it may open, e.g. <c>spi:0.0</c>, <c>serial:/dev/ttyUSB0</c>, <c>simulated:*</c>; <c>*</c> at the end
    /// stands for any rest.</summary>
    public IReadOnlyList<string> Hardware { get; init; } = [];
}
