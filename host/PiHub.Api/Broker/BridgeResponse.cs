using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Client;

namespace PiHub.Api.Broker;

/// <summary>A bridge to another broker. Counters run since the start of the hub.</summary>
internal sealed record BridgeResponse
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The remote broker's address.</summary>
    public required string Server { get; init; }

    /// <summary>Whether it is connected, or what it does meanwhile.</summary>
    public required MqttClientState State { get; init; }

    /// <summary>What is wrong and the remedy; null while nothing is.</summary>
    public required string? Reason { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Messages that the remote broker has got.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>Messages that it has brought.</summary>
    public required long MessagesReceived { get; init; }

    /// <summary>Messages that were lost.</summary>
    public required long MessagesDropped { get; init; }

    /// <summary>QoS 1 and 2 messages that wait for the remote broker.</summary>
    public required int WaitingMessages { get; init; }

    /// <summary>Their bytes.</summary>
    public required long WaitingBytes { get; init; }

    /// <summary>Since when the oldest of them waits; null when none does.</summary>
    public required DateTimeOffset? WaitingSince { get; init; }

    public static BridgeResponse Of(BridgeStatus bridge) => new()
    {
        Name = bridge.Name,
        Server = bridge.Server,
        State = bridge.State,
        Reason = bridge.Outbox.Trouble ?? bridge.Reason ?? bridge.Outbox.Warning,
        Since = bridge.Since,
        MessagesSent = bridge.MessagesSent,
        MessagesReceived = bridge.MessagesReceived,
        MessagesDropped = bridge.MessagesDropped,
        WaitingMessages = bridge.Outbox.WaitingMessages,
        WaitingBytes = bridge.Outbox.WaitingBytes,
        WaitingSince = bridge.Outbox.OldestAddedAt,
    };
}
