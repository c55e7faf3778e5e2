using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Storage;

/// <summary>All that is stored, as it was after the last commit.</summary>
internal sealed record StoredState
{
    public static readonly StoredState Empty = new() { Sessions = [], Retained = [] };

    public required IReadOnlyList<StoredSession> Sessions { get; init; }

    public required IReadOnlyList<PublishedMessage> Retained { get; init; }
}

/// <summary>A session that outlives its connection.</summary>
internal sealed record StoredSession
{
    public required string ClientId { get; init; }

    /// <summary>The user's or key's name. Never changes: another user's client gets another session.</summary>
    public required string UserName { get; init; }

    /// <summary>How long it outlives its connection; <see cref="uint.MaxValue"/> for ever (5.0: 3.1.2.11.2).</summary>
    public required uint ExpirySeconds { get; init; }

    /// <summary>Since when it has no connection, UTC; null while connected. After a crash a connected one counts as disconnected at the
    /// moment of loading.</summary>
    public DateTimeOffset? DisconnectedAt { get; init; }

    /// <summary>Filled by loading only; ignored when saved.</summary>
    public IReadOnlyList<StoredSubscription> Subscriptions { get; init; } = [];

    /// <summary>Filled by loading only, in order of their sequence; ignored when saved.</summary>
    public IReadOnlyList<StoredDelivery> Deliveries { get; init; } = [];

    /// <summary>Packet identifiers of QoS 2 messages that the client has not released yet. Filled by loading only.</summary>
    public IReadOnlyList<ushort> Receipts { get; init; } = [];
}

/// <summary>A subscription without its subscriber.</summary>
internal sealed record StoredSubscription
{
    /// <summary>As the client gave it, <c>$share/…</c> included.</summary>
    public required string Filter { get; init; }

    public required QualityOfService MaximumQuality { get; init; }

    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public RetainHandling RetainHandling { get; init; }

    /// <summary>Null for none (5.0: 3.8.2.1.2).</summary>
    public uint? Identifier { get; init; }
}

/// <summary>A message that waits for a client, and how far its delivery got.</summary>
/// <param name="Sequence">Its place in the session.</param>
/// <param name="Delivery">The message.</param>
/// <param name="PacketId">Under which it was sent; 0 when it was not.</param>
/// <param name="IsReceived">Whether the client has confirmed it with PUBREC.</param>
internal sealed record StoredDelivery(long Sequence, Delivery Delivery, ushort PacketId, bool IsReceived);
