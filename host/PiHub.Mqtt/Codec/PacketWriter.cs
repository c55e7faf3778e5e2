using System.Buffers;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Codec;

/// <summary>Writes packets of one protocol version.</summary>
/// <remarks>Not thread-safe: it reuses its buffers.</remarks>
internal sealed class PacketWriter
{
    private readonly bool _v5;
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly ArrayBufferWriter<byte> _properties = new();

    public PacketWriter(ProtocolVersion version) => _v5 = version == ProtocolVersion.V5;

    /// <summary>Writes a packet.</summary>
    /// <exception cref="ArgumentException">A field is longer than the format allows.</exception>
    public void Write(IBufferWriter<byte> output, Packet packet)
    {
        if (packet is PublishPacket publish)
        {
            WritePublish(output, publish);
            return;
        }

        _body.ResetWrittenCount();
        WriteBody(packet);
        int flags = packet.Type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe ? 2 : 0;
        output.WriteByte((byte)(((int)packet.Type << 4) | flags));
        output.WriteVariable((uint)_body.WrittenCount);
        output.Write(_body.WrittenSpan);
    }

    private void WritePublish(IBufferWriter<byte> output, PublishPacket packet)
    {
        _properties.ResetWrittenCount();
        if (packet.Properties is { } properties)
        {
            PropertyWriter.Write(_properties, properties);
        }

        var frame = new PublishFrame(_v5, packet.Topic, packet.Payload.Span, _properties.WrittenSpan)
        {
            QualityOfService = packet.QualityOfService,
            PacketId = packet.PacketId,
            Retain = packet.Retain,
            Duplicate = packet.Duplicate,
        };
        frame.Write(output);
    }

    private void WriteBody(Packet packet)
    {
        switch (packet)
        {
            case ConnectPacket connect:
                WriteConnect(connect);
                break;
            case ConnAckPacket connAck:
                WriteConnAck(connAck);
                break;
            case AcknowledgementPacket acknowledgement:
                _body.WriteTwoBytes(acknowledgement.PacketId);
                WriteTail(acknowledgement.Reason, acknowledgement.Properties);
                break;
            case SubscribePacket subscribe:
                WriteSubscribe(subscribe);
                break;
            case SubAckPacket subAck:
                WriteSubAck(subAck);
                break;
            case UnsubscribePacket unsubscribe:
                WriteUnsubscribe(unsubscribe);
                break;
            case DisconnectPacket disconnect:
                WriteTail(disconnect.Reason, disconnect.Properties);
                break;
            case AuthPacket auth:
                WriteTail(auth.Reason, auth.Properties);
                break;
        }
    }

    private void WriteConnect(ConnectPacket packet)
    {
        _body.WriteBinary("MQTT"u8);
        _body.WriteByte((byte)packet.Version);
        _body.WriteByte(ConnectFlags(packet));
        _body.WriteTwoBytes(packet.KeepAliveSeconds);
        WriteProperties(packet.Properties);
        _body.WriteText(packet.ClientId);
        if (packet.Will is { } will)
        {
            WriteProperties(will.Properties);
            _body.WriteText(will.Topic);
            _body.WriteBinary(will.Payload);
        }

        if (packet.UserName is not null)
        {
            _body.WriteText(packet.UserName);
        }

        if (packet.Password is not null)
        {
            _body.WriteBinary(packet.Password);
        }
    }

    private static byte ConnectFlags(ConnectPacket packet)
    {
        int flags = (packet.CleanStart ? 0x02 : 0) | (packet.Password is null ? 0 : 0x40) | (packet.UserName is null ? 0 : 0x80);
        if (packet.Will is { } will)
        {
            flags |= 0x04 | ((int)will.QualityOfService << 3) | (will.Retain ? 0x20 : 0);
        }

        return (byte)flags;
    }

    private void WriteConnAck(ConnAckPacket packet)
    {
        _body.WriteByte(packet.SessionPresent ? (byte)1 : (byte)0);

        // A reason that 3.1.1 has no code for is not sent (3.2.2-6 there); "server unavailable" is the nearest for a caller that does.
        _body.WriteByte(_v5 ? (byte)packet.Reason : ReasonCodes.ToReturnCode(packet.Reason) ?? 3);
        WriteProperties(packet.Properties);
    }

    private void WriteSubscribe(SubscribePacket packet)
    {
        _body.WriteTwoBytes(packet.PacketId);
        WriteProperties(packet.Properties);
        foreach (SubscriptionRequest request in packet.Requests)
        {
            _body.WriteText(request.Filter);
            int options = (int)request.QualityOfService;
            if (_v5)
            {
                options |= (request.NoLocal ? 4 : 0) | (request.RetainAsPublished ? 8 : 0) | ((int)request.RetainHandling << 4);
            }

            _body.WriteByte((byte)options);
        }
    }

    private void WriteSubAck(SubAckPacket packet)
    {
        _body.WriteTwoBytes(packet.PacketId);
        WriteProperties(packet.Properties);
        if (!_v5 && packet.Type == PacketType.UnsubAck)
        {
            return;
        }

        foreach (ReasonCode reason in packet.Reasons)
        {
            // 3.1.1: 3.9.3-2 knows one failure.
            _body.WriteByte(_v5 || reason < ReasonCode.UnspecifiedError ? (byte)reason : (byte)ReasonCode.UnspecifiedError);
        }
    }

    private void WriteUnsubscribe(UnsubscribePacket packet)
    {
        _body.WriteTwoBytes(packet.PacketId);
        WriteProperties(packet.Properties);
        foreach (string filter in packet.Filters)
        {
            _body.WriteText(filter);
        }
    }

    private void WriteTail(ReasonCode reason, PacketProperties? properties)
    {
        if (!_v5 || (reason == ReasonCode.Success && properties is null))
        {
            return;
        }

        _body.WriteByte((byte)reason);
        if (properties is not null)
        {
            WriteProperties(properties);
        }
    }

    private void WriteProperties(PacketProperties? properties)
    {
        if (!_v5)
        {
            return;
        }

        _properties.ResetWrittenCount();
        if (properties is not null)
        {
            PropertyWriter.Write(_properties, properties);
        }

        _body.WriteVariable((uint)_properties.WrittenCount);
        _body.Write(_properties.WrittenSpan);
    }
}
