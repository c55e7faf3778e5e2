using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Storage;

/// <summary>One change of what is stored. A client id without a <see cref="SessionSaved"/> before is a caller's bug.</summary>
internal abstract record StoreChange;

/// <summary>A session begins, or its expiry or disconnection changes.</summary>
internal sealed record SessionSaved(StoredSession Session) : StoreChange;

/// <summary>A session ends with all it has.</summary>
internal sealed record SessionDeleted(string ClientId) : StoreChange;

/// <summary>A subscription begins or replaces the one on the same filter.</summary>
internal sealed record SubscriptionSaved(string ClientId, StoredSubscription Subscription) : StoreChange;

internal sealed record SubscriptionDeleted(string ClientId, string Filter) : StoreChange;

/// <summary>A QoS 1 or 2 message waits for a client; it stays until <see cref="DeliveryDeleted"/>.</summary>
/// <param name="ClientId">Whose session.</param>
/// <param name="Sequence">Unique within the session and growing: the order of delivery.</param>
/// <param name="Delivery">The message. Deliveries of one message to several sessions share its storage.</param>
internal sealed record DeliveryAdded(string ClientId, long Sequence, Delivery Delivery) : StoreChange;

/// <summary>A message is about to be sent under a packet identifier.</summary>
internal sealed record DeliverySent(string ClientId, long Sequence, ushort PacketId) : StoreChange;

/// <summary>A QoS 2 message was received by the client (PUBREC): from now on only PUBREL is sent.</summary>
internal sealed record DeliveryReceived(string ClientId, long Sequence) : StoreChange;

/// <summary>A message is acknowledged, expired or dropped.</summary>
internal sealed record DeliveryDeleted(string ClientId, long Sequence) : StoreChange;

/// <summary>A QoS 2 message of the client was taken under this packet identifier, and is not taken again until it is released.</summary>
internal sealed record ReceiptAdded(string ClientId, ushort PacketId) : StoreChange;

internal sealed record ReceiptDeleted(string ClientId, ushort PacketId) : StoreChange;

/// <summary>The topic's retained message from now on.</summary>
internal sealed record RetainedSaved(PublishedMessage Message) : StoreChange;

internal sealed record RetainedDeleted(string Topic) : StoreChange;
