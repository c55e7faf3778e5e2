namespace PiHub.Api.Broker;

/// <summary>Where MQTT clients connect to.</summary>
/// <param name="MqttPort">The TCP port of MQTT; null when there is none.</param>
/// <param name="MqttsPort">The TCP port of MQTT over TLS; null when there is none.</param>
/// <param name="WebsocketPath">The path of MQTT over WebSocket on the HTTP ports.</param>
internal sealed record ListenersResponse(int? MqttPort, int? MqttsPort, string WebsocketPath)
{
    public static ListenersResponse Of(BrokerListeners listeners) =>
        new(listeners.MqttPort(), listeners.MqttTlsPort(), listeners.WebSocketPath);
}
