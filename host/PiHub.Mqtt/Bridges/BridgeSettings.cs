using PiHub.Mqtt.Client;

namespace PiHub.Mqtt.Bridges;

/// <summary>A bridge's options, checked.</summary>
internal sealed record BridgeSettings
{
    /// <summary>Begins the client id of messages that came over a bridge; no client may use it.</summary>
    public const string ClientIdPrefix = "$bridge/";

    public required string Name { get; init; }

    public required MqttClientOptions Remote { get; init; }

    /// <summary>Its path is set when the folder is known.</summary>
    public required OutboxOptions Outbox { get; init; }

    public required IReadOnlyList<TopicMapping> Topics { get; init; }

    /// <summary>The largest packet to send, beside what the remote broker says.</summary>
    public required long MaximumPacketBytes { get; init; }

    /// <summary>Whether it also brings what anybody subscribes to in the hub.</summary>
    public bool FollowsSubscriptions { get; init; }

    /// <summary>Local filters of what it does not bring.</summary>
    public IReadOnlyList<string> OwnTopics { get; init; } = [];

    /// <summary>The retained topic to tell anew at each connection, because its will may have been published meanwhile; null for none.</summary>
    public string? StatusTopic { get; init; }

    /// <summary>Who published, for local subscribers of what it brings.</summary>
    public string ClientId => ClientIdPrefix + Name;
}
