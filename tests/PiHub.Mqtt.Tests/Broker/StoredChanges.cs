using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Tests.Broker;

/// <summary>What a sequence of changes leaves. Throws where a change presupposes what is not there.</summary>
internal static class StoredChanges
{
    public static StoredState Replay(IEnumerable<StoreChange> changes)
    {
        var sessions = new Dictionary<string, Open>(StringComparer.Ordinal);
        var retained = new Dictionary<string, PublishedMessage>(StringComparer.Ordinal);
        foreach (StoreChange change in changes)
        {
            switch (change)
            {
                case SessionSaved saved when sessions.TryGetValue(saved.Session.ClientId, out Open? known):
                    known.Session = saved.Session;
                    break;
                case SessionSaved saved:
                    sessions.Add(saved.Session.ClientId, new Open { Session = saved.Session });
                    break;
                case SessionDeleted deleted:
                    Assert.True(sessions.Remove(deleted.ClientId), $"{deleted.ClientId} is not stored");
                    break;
                case SubscriptionSaved saved:
                    sessions[saved.ClientId].Subscriptions[saved.Subscription.Filter] = saved.Subscription;
                    break;
                case SubscriptionDeleted deleted:
                    sessions[deleted.ClientId].Subscriptions.Remove(deleted.Filter);
                    break;
                case DeliveryAdded added:
                    sessions[added.ClientId].Deliveries.Add(added.Sequence, new StoredDelivery(added.Sequence, added.Delivery, 0, false));
                    break;
                case DeliverySent sent:
                    Open of = sessions[sent.ClientId];
                    of.Deliveries[sent.Sequence] = of.Deliveries[sent.Sequence] with { PacketId = sent.PacketId };
                    break;
                case DeliveryReceived received:
                    Open by = sessions[received.ClientId];
                    by.Deliveries[received.Sequence] = by.Deliveries[received.Sequence] with { IsReceived = true };
                    break;
                case DeliveryDeleted deleted:
                    Assert.True(sessions[deleted.ClientId].Deliveries.Remove(deleted.Sequence));
                    break;
                case ReceiptAdded added:
                    Assert.True(sessions[added.ClientId].Receipts.Add(added.PacketId));
                    break;
                case ReceiptDeleted deleted:
                    Assert.True(sessions[deleted.ClientId].Receipts.Remove(deleted.PacketId));
                    break;
                case RetainedSaved saved:
                    retained[saved.Message.Message.Topic] = saved.Message;
                    break;
                case RetainedDeleted deleted:
                    retained.Remove(deleted.Topic);
                    break;
            }
        }

        return new StoredState { Sessions = [.. sessions.Values.Select(open => open.ToStored())], Retained = [.. retained.Values] };
    }

    private sealed class Open
    {
        public required StoredSession Session { get; set; }

        public Dictionary<string, StoredSubscription> Subscriptions { get; } = [];

        public SortedDictionary<long, StoredDelivery> Deliveries { get; } = [];

        public HashSet<ushort> Receipts { get; } = [];

        public StoredSession ToStored() => Session with
        {
            Subscriptions = [.. Subscriptions.Values],
            Deliveries = [.. Deliveries.Values],
            Receipts = [.. Receipts],
        };
    }
}
