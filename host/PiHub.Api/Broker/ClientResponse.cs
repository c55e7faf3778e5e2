using PiHub.Mqtt.Inspection;

namespace PiHub.Api.Broker;

/// <summary>An MQTT client.</summary>
internal sealed record ClientResponse
{
    /// <summary>The client id.</summary>
    public required string Id { get; init; }

    /// <summary>The user's or key's name; null when unknown.</summary>
    public required string? User { get; init; }

    /// <summary>Where it connects from; null while it is not connected.</summary>
    public required string? Address { get; init; }

    /// <summary><c>tcp</c>, <c>tls</c> or <c>websocket</c>; null while it is not connected.</summary>
    public required string? Transport { get; init; }

    /// <summary><c>3.1.1</c> or <c>5.0</c>; null while it is not connected.</summary>
    public required string? Protocol { get; init; }

    /// <summary><c>connected</c> or <c>disconnected</c>.</summary>
    public required string State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How long the session outlives the connection, in seconds; null for ever, 0 for not at all.</summary>
    public required double? SessionExpiryS { get; init; }

    /// <summary>The keep-alive in seconds; 0 for none.</summary>
    public required double KeepAliveS { get; init; }

    /// <summary>The topic filters.</summary>
    public required IReadOnlyList<string> Subscriptions { get; init; }

    /// <summary>Messages that wait to be sent.</summary>
    public required int QueuedMessages { get; init; }

    /// <summary>Bytes that wait to be sent.</summary>
    public required long QueuedBytes { get; init; }

    /// <summary>Messages that were sent and are not acknowledged yet.</summary>
    public required int InFlightMessages { get; init; }

    /// <summary>Messages received since it connected.</summary>
    public required long MessagesReceived { get; init; }

    /// <summary>Messages sent since it connected.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>Messages dropped since its session began.</summary>
    public required long MessagesDropped { get; init; }

    public static ClientResponse Of(MqttClientSnapshot client) => new()
    {
        Id = client.ClientId,
        User = client.UserName,
        Address = client.Address?.ToString(),
        Transport = client.Transport,
        Protocol = client.Protocol,
        State = client.IsConnected ? ClientState.Connected : ClientState.Disconnected,
        Since = client.Since,
        SessionExpiryS = client.SessionExpiry?.TotalSeconds,
        KeepAliveS = client.KeepAlive.TotalSeconds,
        Subscriptions = [.. client.Subscriptions.Order(StringComparer.Ordinal)],
        QueuedMessages = client.QueuedMessages,
        QueuedBytes = client.QueuedBytes,
        InFlightMessages = client.InFlightMessages,
        MessagesReceived = client.MessagesReceived,
        MessagesSent = client.MessagesSent,
        MessagesDropped = client.MessagesDropped,
    };
}
