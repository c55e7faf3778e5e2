using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Codec;

/// <summary>Reads the body of CONNECT (3.1).</summary>
internal static class ConnectReader
{
    private const int ReservedFlag = 0x01;
    private const int CleanFlag = 0x02;
    private const int WillFlag = 0x04;
    private const int WillRetainFlag = 0x20;
    private const int PasswordFlag = 0x40;
    private const int UserNameFlag = 0x80;

    /// <summary>Reads protocol name and level.</summary>
    /// <param name="fields">The packet's body.</param>
    /// <param name="version">The version, or for an unknown level the one to refuse it in.</param>
    /// <returns>False when the level is unknown.</returns>
    public static bool ReadVersion(ref FieldReader fields, out ProtocolVersion version)
    {
        if (!fields.ReadBinary().SequenceEqual("MQTT"u8))
        {
            throw MqttProtocolException.Malformed("the protocol name is not MQTT");
        }

        byte level = fields.ReadByte();
        version = level < (byte)ProtocolVersion.V5 ? ProtocolVersion.V311 : ProtocolVersion.V5;
        return level == (byte)version;
    }

    public static ConnectPacket Read(ref FieldReader fields, ProtocolVersion version)
    {
        bool v5 = version == ProtocolVersion.V5;
        int flags = fields.ReadByte();
        CheckFlags(flags, v5);
        ushort keepAliveSeconds = fields.ReadTwoBytes();
        PacketProperties? properties = v5 ? PropertyReader.Read(ref fields, PropertyPlace.Connect) : null;
        string clientId = fields.ReadText();
        WillMessage? will = (flags & WillFlag) != 0 ? ReadWill(ref fields, flags, v5) : null;
        return new ConnectPacket
        {
            Version = version,
            ClientId = clientId,
            CleanStart = (flags & CleanFlag) != 0,
            KeepAliveSeconds = keepAliveSeconds,
            Will = will,
            UserName = (flags & UserNameFlag) != 0 ? fields.ReadText() : null,
            Password = (flags & PasswordFlag) != 0 ? fields.ReadBinary().ToArray() : null,
            Properties = properties,
        };
    }

    private static void CheckFlags(int flags, bool v5)
    {
        if ((flags & ReservedFlag) != 0)
        {
            throw MqttProtocolException.Malformed("the reserved connect flag is set");
        }

        bool hasWill = (flags & WillFlag) != 0;
        int willQualityOfService = WillQualityOfService(flags);
        if (willQualityOfService == 3 || (!hasWill && (willQualityOfService != 0 || (flags & WillRetainFlag) != 0)))
        {
            throw MqttProtocolException.Malformed("the will flags contradict each other");
        }

        // 3.1.1: 3.1.2-22; 5.0 has lifted this.
        if (!v5 && (flags & UserNameFlag) == 0 && (flags & PasswordFlag) != 0)
        {
            throw MqttProtocolException.Malformed("a password without a user name");
        }
    }

    private static WillMessage ReadWill(ref FieldReader fields, int flags, bool v5)
    {
        PacketProperties? properties = v5 ? PropertyReader.Read(ref fields, PropertyPlace.Will) : null;
        string topic = fields.ReadText();
        if (!TopicName.IsValid(topic))
        {
            throw MqttProtocolException.Malformed("the will topic is empty or has a wildcard");
        }

        return new WillMessage
        {
            Topic = topic,
            Payload = fields.ReadBinary().ToArray(),
            QualityOfService = (QualityOfService)WillQualityOfService(flags),
            Retain = (flags & WillRetainFlag) != 0,
            Properties = properties,
        };
    }

    private static int WillQualityOfService(int flags) => (flags >> 3) & 3;
}
