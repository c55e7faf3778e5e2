using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Codec;

/// <summary>Reads the bodies of packets that are a reason code with properties: CONNACK, PUBACK to PUBCOMP, DISCONNECT, AUTH.</summary>
internal static class AnswerReader
{
    public static ConnAckPacket ReadConnAck(ref FieldReader fields, bool v5)
    {
        byte flags = fields.ReadByte();
        if (flags > 1)
        {
            throw MqttProtocolException.Malformed("the flags of CONNACK have reserved bits set");
        }

        ReasonCode reason = v5
            ? ReadReason(ref fields, PacketType.ConnAck)
            : ReasonCodes.FromReturnCode(fields.ReadByte()) ?? throw MqttProtocolException.Malformed("the return code is above 5");

        // 3.2.2-6 (3.1.1: 3.2.2-4).
        if (flags == 1 && reason != ReasonCode.Success)
        {
            throw MqttProtocolException.NotAllowed("session present in a refusing CONNACK");
        }

        return new ConnAckPacket
        {
            SessionPresent = flags == 1,
            Reason = reason,
            Properties = v5 ? PropertyReader.Read(ref fields, PropertyPlace.ConnAck) : null,
        };
    }

    public static AcknowledgementPacket ReadAcknowledgement(ref FieldReader fields, PacketType type, bool v5)
    {
        ushort packetId = fields.ReadPacketId();
        if (!v5)
        {
            return new AcknowledgementPacket(type, packetId);
        }

        (ReasonCode reason, PacketProperties? properties) = ReadTail(ref fields, type, PropertyPlace.Acknowledgement);
        return new AcknowledgementPacket(type, packetId) { Reason = reason, Properties = properties };
    }

    public static DisconnectPacket ReadDisconnect(ref FieldReader fields, bool v5)
    {
        if (!v5)
        {
            return new DisconnectPacket();
        }

        (ReasonCode reason, PacketProperties? properties) = ReadTail(ref fields, PacketType.Disconnect, PropertyPlace.Disconnect);
        return new DisconnectPacket { Reason = reason, Properties = properties };
    }

    public static AuthPacket ReadAuth(ref FieldReader fields)
    {
        (ReasonCode reason, PacketProperties? properties) = ReadTail(ref fields, PacketType.Auth, PropertyPlace.Auth);
        return new AuthPacket { Reason = reason, Properties = properties };
    }

    public static ReasonCode ReadReason(ref FieldReader fields, PacketType type)
    {
        var reason = (ReasonCode)fields.ReadByte();
        return ReasonCodes.Of(type).Contains(reason)
            ? reason
            : throw MqttProtocolException.Malformed($"{type} must not have the reason code 0x{(byte)reason:X2}");
    }

    // Both parts may be left out at the end (3.4.2.1, 3.4.2.2.1, 3.14.2.1, 3.15.2.1).
    private static (ReasonCode Reason, PacketProperties? Properties) ReadTail(ref FieldReader fields, PacketType type, PropertyPlace place)
    {
        ReasonCode reason = fields.RemainingBytes > 0 ? ReadReason(ref fields, type) : ReasonCode.Success;
        PacketProperties? properties = fields.RemainingBytes > 0 ? PropertyReader.Read(ref fields, place) : null;
        return (reason, properties);
    }
}
