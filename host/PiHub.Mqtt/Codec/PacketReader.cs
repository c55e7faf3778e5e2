using System.Buffers;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Codec;

/// <summary>Cuts packets out of the bytes of one connection. Either side of a connection can use it.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class PacketReader
{
    private readonly TopicCache _topics = new();

    public PacketReader(int maximumPacketBytes) => MaximumPacketBytes = maximumPacketBytes;

    /// <summary>The largest packet to take, in bytes.</summary>
    public int MaximumPacketBytes { get; set; }

    /// <summary>The version to read; null before CONNECT, which sets it, and which is then the only packet taken.</summary>
    public ProtocolVersion? Version { get; set; }

    /// <summary>Takes one packet from the start of the input.</summary>
    /// <param name="input">Cut behind the packet on success, else unchanged.</param>
    /// <returns>Null when the packet is not complete yet.</returns>
    /// <exception cref="MqttProtocolException">The bytes are not a packet.</exception>
    public Packet? Read(ref ReadOnlySequence<byte> input)
    {
        var header = new SequenceReader<byte>(input);
        if (!header.TryRead(out byte first))
        {
            return null;
        }

        var type = (PacketType)(first >> 4);
        CheckFirstByte(type, first & 0x0F);
        if (!TryReadLength(ref header, out int bodyBytes))
        {
            return null;
        }

        if (header.Consumed + bodyBytes > MaximumPacketBytes)
        {
            throw new MqttProtocolException(
                ReasonCode.PacketTooLarge, $"a packet of {header.Consumed + bodyBytes} bytes is larger than {MaximumPacketBytes} bytes");
        }

        if (header.Remaining < bodyBytes)
        {
            return null;
        }

        ReadOnlySequence<byte> body = input.Slice(header.Consumed, bodyBytes);
        Packet packet = body.IsSingleSegment ? ReadBody(type, first, body.FirstSpan) : ReadBody(type, first, body);
        input = input.Slice(body.End);
        return packet;
    }

    private static bool TryReadLength(ref SequenceReader<byte> header, out int lengthBytes)
    {
        lengthBytes = 0;
        for (int shift = 0; shift <= 21; shift += 7)
        {
            if (!header.TryRead(out byte part))
            {
                return false;
            }

            lengthBytes |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return part != 0 || shift == 0
                    ? true
                    : throw MqttProtocolException.Malformed("the remaining length is longer than needed");
            }
        }

        throw MqttProtocolException.Malformed("the remaining length is longer than four bytes");
    }

    private void CheckFirstByte(PacketType type, int flags)
    {
        if (Version is null && type != PacketType.Connect)
        {
            throw MqttProtocolException.NotAllowed("the first packet is not CONNECT");
        }

        if (type == 0 || (type == PacketType.Auth && Version != ProtocolVersion.V5))
        {
            throw MqttProtocolException.Malformed($"there is no packet type {(int)type}");
        }

        // 2.1.3-1 (3.1.1: 2.2.2-2): reserved bits have one legal value.
        int expected = type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe ? 2 : 0;
        if (type != PacketType.Publish && flags != expected)
        {
            throw MqttProtocolException.Malformed($"{type} must not have the flags {flags}");
        }
    }

    private Packet ReadBody(PacketType type, byte first, ReadOnlySequence<byte> body)
    {
        byte[] joined = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(joined);
            return ReadBody(type, first, joined.AsSpan(0, (int)body.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private Packet ReadBody(PacketType type, byte first, ReadOnlySpan<byte> body)
    {
        var fields = new FieldReader(body);
        Packet packet = type == PacketType.Connect ? ReadConnect(ref fields) : ReadLater(type, first, ref fields);
        return fields.RemainingBytes == 0
            ? packet
            : throw MqttProtocolException.Malformed($"{fields.RemainingBytes} bytes stand behind the last field of {type}");
    }

    private ConnectPacket ReadConnect(ref FieldReader fields)
    {
        bool isKnown = ConnectReader.ReadVersion(ref fields, out ProtocolVersion version);

        // Set before the rest is read, so that the caller can answer a bad CONNECT in the client's own version.
        Version = version;
        return isKnown
            ? ConnectReader.Read(ref fields, version)
            : throw new MqttProtocolException(
                ReasonCode.UnsupportedProtocolVersion, "the protocol level is neither 4 (3.1.1) nor 5 (5.0)");
    }

    private Packet ReadLater(PacketType type, byte first, ref FieldReader fields)
    {
        // CheckFirstByte has refused everything but CONNECT while there is no version.
        bool v5 = Version == ProtocolVersion.V5;
        return type switch
        {
            PacketType.Publish => PublishReader.Read(ref fields, first, v5, _topics),
            PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp =>
                AnswerReader.ReadAcknowledgement(ref fields, type, v5),
            PacketType.Subscribe => SubscriptionReader.ReadSubscribe(ref fields, v5),
            PacketType.Unsubscribe => SubscriptionReader.ReadUnsubscribe(ref fields, v5),
            PacketType.SubAck or PacketType.UnsubAck => SubscriptionReader.ReadSubAck(ref fields, type, v5),
            PacketType.PingReq => PingPacket.Request,
            PacketType.PingResp => PingPacket.Response,
            PacketType.ConnAck => AnswerReader.ReadConnAck(ref fields, v5),
            PacketType.Disconnect => AnswerReader.ReadDisconnect(ref fields, v5),
            _ => AnswerReader.ReadAuth(ref fields),
        };
    }
}
