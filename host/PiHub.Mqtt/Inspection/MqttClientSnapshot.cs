using System.Net;

namespace PiHub.Mqtt.Inspection;

/// <summary>One client at one moment: connected, or with a session that waits for it.</summary>
public sealed record MqttClientSnapshot
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The user's or key's name; null for a session restored without its client.</summary>
    public string? UserName { get; init; }

    /// <summary>Where it connects from; null while it is not connected or when unknown.</summary>
    public IPAddress? Address { get; init; }

    /// <summary><c>tcp</c>, <c>tls</c> or <c>websocket</c>; null while it is not connected.</summary>
    public string? Transport { get; init; }

    /// <summary><c>3.1.1</c> or <c>5.0</c>; null while it is not connected.</summary>
    public string? Protocol { get; init; }

    /// <summary>Whether it is connected.</summary>
    public required bool IsConnected { get; init; }

    /// <summary>Since when it is connected, or disconnected, in UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How long the session outlives the connection; null for ever, zero for not at all.</summary>
    public required TimeSpan? SessionExpiry { get; init; }

    /// <summary>The keep-alive in force; zero for none or while not connected.</summary>
    public required TimeSpan KeepAlive { get; init; }

    /// <summary>The filters it is subscribed to.</summary>
    public required IReadOnlyList<string> Subscriptions { get; init; }

    /// <summary>Messages that wait to be sent.</summary>
    public required int QueuedMessages { get; init; }

    /// <summary>Bytes of topics and payloads that wait to be sent.</summary>
    public required long QueuedBytes { get; init; }

    /// <summary>QoS 1 and 2 messages that were sent and are not acknowledged yet.</summary>
    public required int InFlightMessages { get; init; }

    /// <summary>Messages received from it since it connected.</summary>
    public required long MessagesReceived { get; init; }

    /// <summary>Messages sent to it since it connected.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>Messages for it that were dropped since its session began, because its queue was full.</summary>
    public required long MessagesDropped { get; init; }
}
