using PiHub.Mqtt.Client;

namespace PiHub.Mqtt.Bridges;

/// <summary>A bridge at one moment; counters run since the hub's start.</summary>
public sealed record BridgeStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the remote broker is, without credentials.</summary>
    public required string Server { get; init; }

    /// <summary>What it does.</summary>
    public required MqttClientState State { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What is wrong and what to do about it, for a person; null while nothing is.</summary>
    public string? Reason { get; init; }

    /// <summary>Messages that the remote broker has got.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>Messages that it has brought.</summary>
    public required long MessagesReceived { get; init; }

    /// <summary>Messages that were lost: QoS 0 without a connection, refused by the remote broker, too old, too large, or too many.</summary>
    public required long MessagesDropped { get; init; }

    /// <summary>The QoS 1 and 2 messages that wait for the remote broker.</summary>
    public required OutboxStatus Outbox { get; init; }
}
