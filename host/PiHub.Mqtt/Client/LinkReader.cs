using System.Threading.Channels;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Sessions;

namespace PiHub.Mqtt.Client;

/// <summary>Reads one connection and does what each packet asks.</summary>
internal sealed class LinkReader
{
    /// <summary>How many topic aliases the server may use.</summary>
    public const ushort TopicAliases = 100;

    private readonly PacketSource _source;
    private readonly LinkWriter _writer;
    private readonly SubscribeLoop _subscribing;
    private readonly ChannelWriter<IncomingMessage> _received;
    private readonly ClientParts _parts;
    private readonly string?[] _topics = new string?[TopicAliases + 1];
    private long _lastTimestamp;
    private volatile bool _isHeldUp;
    private volatile bool _isDraining;

    public LinkReader(
        PacketSource source, LinkWriter writer, SubscribeLoop subscribing, ChannelWriter<IncomingMessage> received, ClientParts parts)
    {
        _source = source;
        _writer = writer;
        _subscribing = subscribing;
        _received = received;
        _parts = parts;
        _lastTimestamp = parts.Time.GetTimestamp();
    }

    /// <summary>When something was read last.</summary>
    public long LastTimestamp => Volatile.Read(ref _lastTimestamp);

    /// <summary>Whether it reads nothing because handlers are busy.</summary>
    public bool IsHeldUp => _isHeldUp;

    /// <summary>Whether new messages are left to the next connection.</summary>
    public bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }

    /// <summary>Reads until the server or the token ends it.</summary>
    public async Task<LinkEnd> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_source.TryRead(out Packet? packet))
            {
                if (await HandleAsync(packet, cancellationToken) is { } end)
                {
                    return end;
                }
            }

            if (!await _source.FillAsync(cancellationToken))
            {
                return new LinkEnd(FailureText.Closed);
            }

            Volatile.Write(ref _lastTimestamp, _parts.Time.GetTimestamp());
        }
    }

    private async ValueTask<LinkEnd?> HandleAsync(Packet packet, CancellationToken cancellationToken)
    {
        switch (packet)
        {
            case PublishPacket publish:
                await ReceiveAsync(publish, cancellationToken);
                return null;
            case AcknowledgementPacket { Type: PacketType.PubRel } release:
                await _writer.SendAsync(Complete(release), cancellationToken);
                return null;
            case AcknowledgementPacket acknowledgement:
                if (_parts.Window.Answer(acknowledgement) is { } answer)
                {
                    await _writer.SendAsync(answer, cancellationToken);
                }

                _writer.Wake(); // the window may have a place
                return null;
            case SubAckPacket subscribed:
                _subscribing.Answer(subscribed);
                return null;
            case DisconnectPacket disconnect:
                return FailureText.OfDisconnect(disconnect);
            case PingPacket { Type: PacketType.PingResp }:
                return null;
            default:
                throw MqttProtocolException.NotAllowed($"{packet.Type} from a server");
        }
    }

    private async ValueTask ReceiveAsync(PublishPacket packet, CancellationToken cancellationToken)
    {
        _parts.Counters.CountReceived();
        PublishPacket full = Resolve(packet);
        if (IsDraining)
        {
            return; // unacknowledged: the server sends it again
        }

        _isHeldUp = true;
        IncomingMessage message = await _parts.Inbox.AcceptAsync(full, cancellationToken);
        await _received.WriteAsync(message, cancellationToken);
        Volatile.Write(ref _lastTimestamp, _parts.Time.GetTimestamp());
        _isHeldUp = false;
    }

    private AcknowledgementPacket Complete(AcknowledgementPacket release) => new(PacketType.PubComp, release.PacketId)
    {
        Reason = _parts.Inbox.Forget(release.PacketId) ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound,
    };

    private PublishPacket Resolve(PublishPacket packet)
    {
        if (packet.Properties?.TopicAlias is not { } alias)
        {
            return packet;
        }

        if (alias > TopicAliases)
        {
            throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, $"the topic alias {alias} is above {TopicAliases}");
        }

        if (packet.Topic.Length > 0)
        {
            _topics[alias] = packet.Topic;
            return packet;
        }

        return _topics[alias] is { } topic
            ? packet with { Topic = topic }
            : throw MqttProtocolException.NotAllowed($"the topic alias {alias} stands for nothing");
    }
}
