using PiHub.Mqtt.Inspection;

namespace PiHub.Api.Broker;

/// <summary>The states of a client on the wire.</summary>
internal static class ClientState
{
    public const string Connected = "connected";
    public const string Disconnected = "disconnected";

    /// <summary>Whether a client is in a state; any is when none is named.</summary>
    public static bool Is(MqttClientSnapshot client, string? state) => string.IsNullOrEmpty(state) || client.IsConnected == (state == Connected);
}
