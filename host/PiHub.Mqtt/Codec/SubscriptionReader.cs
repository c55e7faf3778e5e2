using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Codec;

/// <summary>Reads the bodies of SUBSCRIBE, SUBACK, UNSUBSCRIBE and UNSUBACK (3.8 to 3.11).</summary>
internal static class SubscriptionReader
{
    public static SubscribePacket ReadSubscribe(ref FieldReader fields, bool v5)
    {
        ushort packetId = fields.ReadPacketId();
        PacketProperties? properties = v5 ? PropertyReader.Read(ref fields, PropertyPlace.Subscribe) : null;
        var requests = new List<SubscriptionRequest>();
        while (fields.RemainingBytes > 0)
        {
            requests.Add(ReadRequest(ref fields, v5));
        }

        return requests.Count > 0
            ? new SubscribePacket { PacketId = packetId, Requests = requests, Properties = properties }
            : throw MqttProtocolException.NotAllowed("SUBSCRIBE without a filter");
    }

    public static UnsubscribePacket ReadUnsubscribe(ref FieldReader fields, bool v5)
    {
        ushort packetId = fields.ReadPacketId();
        PacketProperties? properties = v5 ? PropertyReader.Read(ref fields, PropertyPlace.Unsubscribe) : null;
        var filters = new List<string>();
        while (fields.RemainingBytes > 0)
        {
            filters.Add(ReadFilter(ref fields));
        }

        return filters.Count > 0
            ? new UnsubscribePacket { PacketId = packetId, Filters = filters, Properties = properties }
            : throw MqttProtocolException.NotAllowed("UNSUBSCRIBE without a filter");
    }

    public static SubAckPacket ReadSubAck(ref FieldReader fields, PacketType type, bool v5)
    {
        PropertyPlace place = type == PacketType.SubAck ? PropertyPlace.SubAck : PropertyPlace.UnsubAck;
        ushort packetId = fields.ReadPacketId();
        PacketProperties? properties = v5 ? PropertyReader.Read(ref fields, place) : null;
        var reasons = new List<ReasonCode>();
        bool hasReasons = v5 || type == PacketType.SubAck;
        while (hasReasons && fields.RemainingBytes > 0)
        {
            ReasonCode reason = AnswerReader.ReadReason(ref fields, type);
            if (!v5 && reason > ReasonCode.UnspecifiedError)
            {
                throw MqttProtocolException.Malformed("SUBACK of 3.1.1 knows 0, 1, 2 and 0x80 only");
            }

            reasons.Add(reason);
        }

        return reasons.Count > 0 || !hasReasons
            ? new SubAckPacket(type, packetId, reasons) { Properties = properties }
            : throw MqttProtocolException.NotAllowed($"{type} without a reason code");
    }

    private static SubscriptionRequest ReadRequest(ref FieldReader fields, bool v5)
    {
        string filter = ReadFilter(ref fields);
        int options = fields.ReadByte();
        int qualityOfService = options & 3;
        int retainHandling = (options >> 4) & 3;

        // 3.8.3-5 (3.1.1: 3.8.3-4): reserved bits are 0; 3.1.1 knows only the QoS.
        if (qualityOfService == 3 || retainHandling == 3 || (options & (v5 ? 0xC0 : 0xFC)) != 0)
        {
            throw MqttProtocolException.Malformed("the subscription options have reserved bits set");
        }

        return new SubscriptionRequest
        {
            Filter = filter,
            QualityOfService = (QualityOfService)qualityOfService,
            NoLocal = (options & 4) != 0,
            RetainAsPublished = (options & 8) != 0,
            RetainHandling = (RetainHandling)retainHandling,
        };
    }

    private static string ReadFilter(ref FieldReader fields)
    {
        string filter = fields.ReadText();
        return filter.Length > 0 ? filter : throw MqttProtocolException.Malformed("a topic filter is empty");
    }
}
