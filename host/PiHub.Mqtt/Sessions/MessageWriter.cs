using System.Buffers;
using System.IO.Pipelines;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>Writes messages as one client gets them: its version, its aliases, its largest packet. For its writing loop only.</summary>
internal sealed class MessageWriter
{
    private readonly ClientLink _link;
    private readonly PipeWriter _output;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _properties = new();

    public MessageWriter(ClientLink link, PipeWriter output, BrokerParts parts)
    {
        _link = link;
        _output = output;
        _time = parts.Time;
    }

    /// <returns>False when the message is larger than the client takes.</returns>
    public bool TryWrite(in OutgoingMessage next)
    {
        PublishedMessage message = next.Message.Delivery.Message;
        string topic = message.Message.Topic;
        ushort alias = 0;
        bool isNewAlias = false;
        ReadOnlySpan<byte> properties = [];
        if (_link.IsV5)
        {
            alias = _link.Aliases.Find(topic, out isNewAlias);
            properties = Properties(next.Message.Delivery, alias);
        }

        var frame = new PublishFrame(
            _link.IsV5, alias != 0 && !isNewAlias ? "" : topic, message.Message.Payload.Span, properties)
        {
            QualityOfService = next.Message.Delivery.Quality,
            PacketId = next.PacketId,
            Retain = next.Message.Delivery.Retain,
            Duplicate = next.IsDuplicate,
        };
        if (frame.PacketBytes > _link.MaximumPacketBytes)
        {
            return false; // 3.1.2-24
        }

        frame.Write(_output);
        if (isNewAlias)
        {
            _link.Aliases.Keep(topic, alias);
        }

        return true;
    }

    private ReadOnlySpan<byte> Properties(Delivery delivery, ushort alias)
    {
        PublishedMessage message = delivery.Message;
        uint[]? subscriptionIds = delivery.SubscriptionIds;

        // A message that was sent before may have expired since; it is finished nevertheless (5.0: 4.3.3-7).
        uint? remainingSeconds = message.RemainingSeconds(_time);
        if (alias == 0 && subscriptionIds is null && remainingSeconds is null)
        {
            return message.EncodedProperties;
        }

        _properties.ResetWrittenCount();
        if (alias != 0)
        {
            _properties.WriteByte((byte)PropertyId.TopicAlias);
            _properties.WriteTwoBytes(alias);
        }

        if (remainingSeconds is { } seconds)
        {
            _properties.WriteByte((byte)PropertyId.MessageExpiryInterval);
            _properties.WriteFourBytes(seconds);
        }

        foreach (uint id in subscriptionIds ?? [])
        {
            _properties.WriteByte((byte)PropertyId.SubscriptionIdentifier);
            _properties.WriteVariable(id);
        }

        _properties.Write(message.EncodedProperties);
        return _properties.WrittenSpan;
    }
}
