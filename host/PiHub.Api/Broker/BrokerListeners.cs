namespace PiHub.Api.Broker;

/// <summary>Where MQTT clients connect to, for the broker's page. The host sets it; ports are known once the listeners are open.</summary>
public sealed record BrokerListeners
{
    /// <summary>The TCP port of MQTT; null when there is none.</summary>
    public Func<int?> MqttPort { get; init; } = static () => null;

    /// <summary>The TCP port of MQTT over TLS; null when there is none.</summary>
    public Func<int?> MqttTlsPort { get; init; } = static () => null;

    /// <summary>The path of MQTT over WebSocket on the HTTP ports.</summary>
    public string WebSocketPath { get; init; } = "/mqtt";
}
