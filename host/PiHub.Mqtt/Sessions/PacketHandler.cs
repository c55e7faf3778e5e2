using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Sessions;

/// <summary>Acts on one client's packets after CONNECT. For its reading loop only.</summary>
internal sealed class PacketHandler
{
    private readonly Session _session;
    private readonly PublishIntake _intake;
    private readonly SubscriptionHandler _subscriptions;

    public PacketHandler(Session session, PublishIntake intake, SubscriptionHandler subscriptions)
    {
        _session = session;
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
                await _intake.AcceptAsync(publish, closing);
                return null;
            case AcknowledgementPacket acknowledgement:
                Handle(acknowledgement);
                return null;
            case DisconnectPacket disconnect:
                return Handle(disconnect);
            case SubscribePacket subscribe:
                await _subscriptions.SubscribeAsync(subscribe, closing);
                break;
            case UnsubscribePacket unsubscribe:
                await _subscriptions.UnsubscribeAsync(unsubscribe, closing);
                break;
            case PingPacket { Type: PacketType.PingReq }:
                _session.Outbound.AddAnswer(PingPacket.Response);
                break;
            default:
                // A second CONNECT (3.1.0-2), AUTH without a method (4.12.0-6), or what only servers send.
                throw MqttProtocolException.NotAllowed($"a client must not send {packet.Type} here");
        }

        await _session.Outbound.WaitForRoomAsync();
        return null;
    }

    private void Handle(AcknowledgementPacket packet)
    {
        switch (packet.Type)
        {
            case PacketType.PubAck:
                if (_session.InFlight.Release(packet.PacketId))
                {
                    _session.Outbound.Wake();
                }

                break;

            // There is no QoS 2 here, so these belong to nothing (5.0: 3.6.2-1, 3.7.2-1).
            case PacketType.PubRec:
                _session.Outbound.AddAnswer(Unknown(PacketType.PubRel, packet.PacketId));
                break;
            case PacketType.PubRel:
                _session.Outbound.AddAnswer(Unknown(PacketType.PubComp, packet.PacketId));
                break;
        }
    }

    private static AcknowledgementPacket Unknown(PacketType type, ushort packetId) =>
        new(type, packetId) { Reason = ReasonCode.PacketIdentifierNotFound };

    private CloseReason Handle(DisconnectPacket packet)
    {
        // 3.14.4-3: only the normal disconnection discards the will.
        return !_session.IsV5 || packet.Reason == ReasonCode.Success
            ? CloseReason.ClientDisconnected
            : CloseReason.ClientDisconnectedWithWill;
    }
}
