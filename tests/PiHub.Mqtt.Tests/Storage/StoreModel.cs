using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Tests.Storage;

/// <summary>What a store must hold after units, kept in memory the simplest way.</summary>
internal sealed class StoreModel
{
    private readonly Dictionary<string, StoredSession> _sessions = [];
    private readonly Dictionary<string, PublishedMessage> _retained = [];

    public StoredState State => new() { Sessions = [.. _sessions.Values], Retained = [.. _retained.Values] };

    public StoredSession? Find(string clientId) => _sessions.GetValueOrDefault(clientId);

    public void Apply(StoreUnit unit)
    {
        foreach (StoreChange change in unit.Changes)
        {
            Apply(change);
        }
    }

    private void Apply(StoreChange change)
    {
        switch (change)
        {
            case SessionSaved { Session: var session }:
                _sessions[session.ClientId] = (Find(session.ClientId) ?? session) with
                {
                    ExpirySeconds = session.ExpirySeconds, DisconnectedAt = session.DisconnectedAt,
                };
                break;
            case SessionDeleted deleted:
                _sessions.Remove(deleted.ClientId);
                break;
            case RetainedSaved saved:
                _retained[saved.Message.Message.Topic] = saved.Message;
                break;
            case RetainedDeleted deleted:
                _retained.Remove(deleted.Topic);
                break;
            case SubscriptionSaved saved:
                Change(saved.ClientId, session => session with
                {
                    Subscriptions = [.. session.Subscriptions.Where(other => other.Filter != saved.Subscription.Filter), saved.Subscription],
                });
                break;
            case SubscriptionDeleted deleted:
                Change(deleted.ClientId, session => session with
                {
                    Subscriptions = [.. session.Subscriptions.Where(other => other.Filter != deleted.Filter)],
                });
                break;
            case ReceiptAdded added:
                Change(added.ClientId, session => session with { Receipts = [.. session.Receipts.Append(added.PacketId).Distinct()] });
                break;
            case ReceiptDeleted deleted:
                Change(deleted.ClientId, session => session with { Receipts = [.. session.Receipts.Where(id => id != deleted.PacketId)] });
                break;
            case DeliveryAdded added:
                Change(added.ClientId, session => session with
                {
                    Deliveries = [.. session.Deliveries, new StoredDelivery(added.Sequence, added.Delivery, 0, false)],
                });
                break;
            case DeliverySent sent:
                ChangeDelivery(sent.ClientId, sent.Sequence, delivery => delivery with { PacketId = sent.PacketId });
                break;
            case DeliveryReceived received:
                ChangeDelivery(received.ClientId, received.Sequence, delivery => delivery with { IsReceived = true });
                break;
            case DeliveryDeleted deleted:
                ChangeDelivery(deleted.ClientId, deleted.Sequence, _ => null);
                break;
        }
    }

    private void Change(string clientId, Func<StoredSession, StoredSession> change)
    {
        if (Find(clientId) is { } session)
        {
            _sessions[clientId] = change(session);
        }
    }

    private void ChangeDelivery(string clientId, long sequence, Func<StoredDelivery, StoredDelivery?> change) =>
        Change(clientId, session => session with
        {
            Deliveries = [.. session.Deliveries.Select(delivery => delivery.Sequence == sequence ? change(delivery) : delivery)
                .OfType<StoredDelivery>()],
        });
}
