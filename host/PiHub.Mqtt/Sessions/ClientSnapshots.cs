using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Inspection;

namespace PiHub.Mqtt.Sessions;

/// <summary>Looks at the clients: those connected, and those whose session waits.</summary>
internal static class ClientSnapshots
{
    public static IReadOnlyList<MqttClientSnapshot> Of(BrokerParts parts) =>
    [
        .. parts.Sessions.Connections.Select(connection => connection.Link).OfType<ClientLink>()
            .Where(link => link.Session.Link == link).Select(link => Of(link.Session, link)),
        .. parts.Sessions.Sessions.Where(session => session.State == SessionState.Waiting).Select(session => Of(session, link: null)),
    ];

    private static MqttClientSnapshot Of(Session session, ClientLink? link)
    {
        (int messages, long bytes, int inFlight, long dropped) = session.Outbound.Size;
        return new MqttClientSnapshot
        {
            ClientId = session.ClientId,
            UserName = session.UserName,
            Address = link?.Transport.RemoteAddress,
            Transport = link is null ? null : link.Transport.HostName is null ? "tcp" : "websocket",
            Protocol = link is null ? null : link.Version == ProtocolVersion.V5 ? "5.0" : "3.1.1",
            IsConnected = link is not null,
            Since = link?.Since ?? session.DisconnectedAt,
            SessionExpiry = session.ExpirySeconds == uint.MaxValue ? null : TimeSpan.FromSeconds(session.ExpirySeconds),
            KeepAlive = link?.KeepAlive ?? TimeSpan.Zero,
            Subscriptions = session.HasSubscriptions ? [.. session.Subscriptions.Keys.Order(StringComparer.Ordinal)] : [],
            QueuedMessages = messages,
            QueuedBytes = bytes,
            InFlightMessages = inFlight,
            MessagesReceived = link?.MessagesReceived ?? 0,
            MessagesSent = link?.MessagesSent ?? 0,
            MessagesDropped = dropped,
        };
    }
}
