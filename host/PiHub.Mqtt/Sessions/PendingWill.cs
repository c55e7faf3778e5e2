using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Sessions;

/// <summary>A will that is to be published, with the permissions of the connection that left it.</summary>
internal sealed record PendingWill(string ClientId, MqttClientAccess Access, WillMessage Will)
{
    public TimeSpan Delay => TimeSpan.FromSeconds(Will.Properties?.WillDelaySeconds ?? 0);
}
