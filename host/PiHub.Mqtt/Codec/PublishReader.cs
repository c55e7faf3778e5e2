using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Codec;

/// <summary>Reads the body of PUBLISH (3.3).</summary>
internal static class PublishReader
{
    public static PublishPacket Read(ref FieldReader fields, byte first, bool v5, TopicCache topics)
    {
        int qualityOfService = (first >> 1) & 3;
        bool duplicate = (first & 8) != 0;
        if (qualityOfService == 3 || (duplicate && qualityOfService == 0))
        {
            throw MqttProtocolException.Malformed("the flags of PUBLISH contradict each other");
        }

        ReadOnlySpan<byte> topic = fields.ReadUtf8();
        if (TopicName.HasWildcard(topic))
        {
            throw MqttProtocolException.Malformed("the topic name has a wildcard");
        }

        ushort packetId = qualityOfService > 0 ? fields.ReadPacketId() : (ushort)0;
        PacketProperties? properties = v5 ? PropertyReader.Read(ref fields, PropertyPlace.Publish) : null;
        if (topic.IsEmpty && properties?.TopicAlias is null)
        {
            throw MqttProtocolException.NotAllowed("the topic name is empty");
        }

        return new PublishPacket
        {
            Topic = topics.Get(topic),
            PacketId = packetId,
            QualityOfService = (QualityOfService)qualityOfService,
            Duplicate = duplicate,
            Retain = (first & 1) != 0,
            Properties = properties,
            Payload = fields.ReadRest().ToArray(),
        };
    }
}
