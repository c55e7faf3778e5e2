using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Sessions;

/// <summary>Acts on one client's packets after CONNECT. For its reading loop only.</summary>
internal sealed class PacketHandler
{
    private readonly ClientLink _link;
    private readonly Session _session;
    private readonly BrokerParts _parts;
    private readonly PublishIntake _intake;
    private readonly SubscriptionHandler _subscriptions;

    public PacketHandler(ClientLink link, BrokerParts parts, PublishIntake intake, SubscriptionHandler subscriptions)
    {
        _link = link;
        _session = link.Session;
        _parts = parts;
        _intake = intake;
        _subscriptions = subscriptions;
    }

    /// <summary>Acts on a packet; waits only for room and for the store.</summary>
    /// <returns>Why the connection is to close, or null to go on.</returns>
    /// <exception cref="MqttProtocolException">The client may not send this.</exception>
    public async ValueTask<CloseReason?> HandleAsync(Packet packet, CancellationToken closing)
    {
        switch (packet)
        {
            case PublishPacket publish:
                _link.CountReceived();
                await _intake.AcceptAsync(publish, closing);
                return null;
            case AcknowledgementPacket acknowledgement:
                Handle(acknowledgement);
                break;
            case DisconnectPacket disconnect:
                return Handle(disconnect);
            case SubscribePacket subscribe:
                await _subscriptions.SubscribeAsync(subscribe, closing);
                break;
            case UnsubscribePacket unsubscribe:
                await _subscriptions.UnsubscribeAsync(unsubscribe, closing);
                break;
            case PingPacket { Type: PacketType.PingReq }:
                _link.Answers.Add(PingPacket.Response);
                break;
            default:
                // A second CONNECT (3.1.0-2), AUTH without a method (4.12.0-6), or what only servers send.
                throw MqttProtocolException.NotAllowed($"a client must not send {packet.Type} here");
        }

        await _link.Answers.WaitForRoomAsync();
        return null;
    }

    private void Handle(AcknowledgementPacket packet)
    {
        switch (packet.Type)
        {
            case PacketType.PubRec when packet.Reason < ReasonCode.UnspecifiedError:
                Receive(packet.PacketId);
                break;
            case PacketType.PubRel:
                _intake.Release(packet.PacketId);
                break;
            default:
                // Also a PUBREC with a failure: the identifier is free (5.0: 4.3.3-9).
                Finish(packet);
                break;
        }
    }

    private void Finish(AcknowledgementPacket packet)
    {
        if (_session.Outbound.Finish(packet.PacketId, packet.Type, out StoredMark? mark))
        {
            if (mark is not null)
            {
                _session.Writes?.Forget(mark);
            }

            _link.Answers.Work.Set();
        }
    }

    private void Receive(ushort packetId)
    {
        if (!_session.Outbound.Receive(packetId, out StoredMark? mark, out bool mayRelease))
        {
            // 5.0: 3.6.2-1
            _link.Answers.Add(new AcknowledgementPacket(PacketType.PubRel, packetId) { Reason = ReasonCode.PacketIdentifierNotFound });
        }
        else if (mayRelease)
        {
            _link.Answers.Add(new AcknowledgementPacket(PacketType.PubRel, packetId));
        }
        else if (mark is not null)
        {
            // A PUBREL that is not durable could be followed by the PUBLISH again after a crash: the client would take it twice.
            _session.Writes?.Append(
                () => _session.Release(packetId), isLazy: false, new DeliveryReceived(_session.ClientId, mark.Sequence));
        }
    }

    private CloseReason Handle(DisconnectPacket packet)
    {
        if (packet.Properties?.SessionExpirySeconds is { } expirySeconds)
        {
            if (expirySeconds > 0 && !_link.HadExpiry)
            {
                throw MqttProtocolException.NotAllowed("DISCONNECT sets an expiry that CONNECT had as 0"); // 3.14.2.2.2
            }

            _session.ExpirySeconds = Admission.LimitExpiry(expirySeconds, _parts.Options);
        }

        // 3.14.4-3: only the normal disconnection discards the will.
        return !_link.IsV5 || packet.Reason == ReasonCode.Success
            ? CloseReason.ClientDisconnected
            : CloseReason.ClientDisconnectedWithWill;
    }
}
