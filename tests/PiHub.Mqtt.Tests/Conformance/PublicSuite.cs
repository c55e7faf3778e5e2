using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>The settings and clients of the public suites.</summary>
internal static class PublicSuite
{
    public static async Task<TestedBroker> StartAsync(TimeProvider? time = null)
    {
        TestedBroker broker = await TestedBroker.StartAsync(time: time);
        if (!TestedBroker.IsPeer)
        {
            broker.Own.Access.Check = _ => new MqttClientAccess
            {
                Name = "n",
                MaySubscribe = filter => filter == "test/nosubscribe" ? SubscribePermission.Closed : SubscribePermission.Granted,
            };
        }

        return broker;
    }

    public static ConnectPacket WithWill(int level, string topic, PacketProperties? properties = null) => Dialogue.Connect(level, "myclientid") with
    {
        Will = new WillMessage
        {
            Topic = topic,
            Payload = "client not disconnected"u8.ToArray(),
            QualityOfService = QualityOfService.ExactlyOnce,
            Properties = properties,
        },
    };

    public static SubscriptionRequest Request(string filter, int quality) =>
        new() { Filter = filter, QualityOfService = (QualityOfService)quality };
}
