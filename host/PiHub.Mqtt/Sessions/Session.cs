using System.Collections.Concurrent;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>What the broker keeps for a client id: subscriptions and messages (5.0: 4.1). It may outlive its connection, of which it has
/// one at most.</summary>
internal sealed class Session : ISubscriber
{
    private readonly bool _closesOnOverflow;
    private ConcurrentDictionary<string, Subscription>? _subscriptions;
    private Receipts? _receipts;
    private ClientLink? _link;
    private Func<string, bool>? _mayReceive; // of the last client; unknown after a restart
    private PendingWill? _will;
    private int _state;

    /// <param name="clientId">Whose.</param>
    /// <param name="writes">Where it is stored; null when it ends with its connection.</param>
    /// <param name="parts">What it shares.</param>
    public Session(string clientId, SessionWrites? writes, BrokerParts parts)
    {
        ClientId = clientId;
        Writes = writes;
        _closesOnOverflow = parts.Options.OutboundOverflow == OutboundOverflow.Disconnect;
        Outbound = new OutboundQueue(parts.Options, parts.Counters, parts.Time);
    }

    public string ClientId { get; }

    /// <summary>Whether it may outlive its connection, and is stored.</summary>
    public bool IsPersistent => Writes is not null;

    public SessionWrites? Writes { get; }

    /// <summary>By filter as the client gave it. Changed by the connection's reading loop only.</summary>
    public ConcurrentDictionary<string, Subscription> Subscriptions =>
        _subscriptions ?? Interlocked.CompareExchange(ref _subscriptions, new(1, 4, StringComparer.Ordinal), null) ?? _subscriptions;

    public OutboundQueue Outbound { get; }

    public Readiness Readiness => Outbound.Readiness;

    public Receipts Receipts => _receipts ??= new Receipts();

    /// <summary>How long it outlives its connection, in seconds; <see cref="uint.MaxValue"/> for ever.</summary>
    public uint ExpirySeconds { get; set; }

    /// <summary>Whose it is; null after a restart.</summary>
    public string? UserName { get; private set; }

    /// <summary>The connection; null while there is none.</summary>
    public ClientLink? Link => Volatile.Read(ref _link);

    /// <summary>Whether anything was ever subscribed.</summary>
    public bool HasSubscriptions => _subscriptions is { IsEmpty: false };

    /// <summary>Since when it has no connection, UTC.</summary>
    public DateTimeOffset DisconnectedAt { get; set; }

    public SessionState State => (SessionState)Volatile.Read(ref _state);

    /// <summary>How long it waits from <see cref="WaitsSince"/> on; null for ever.</summary>
    public TimeSpan? Expiry { get; private set; }

    /// <summary>By the monotonic clock.</summary>
    public long WaitsSince { get; private set; }

    /// <summary>Goes from one state to another.</summary>
    /// <returns>False when it was not in the first.</returns>
    public bool TryChange(SessionState from, SessionState to) => Interlocked.CompareExchange(ref _state, (int)to, (int)from) == (int)from;

    /// <summary>It waits for its client from now on.</summary>
    public void Wait(TimeSpan? expiry, long since, PendingWill? will)
    {
        Expiry = expiry;
        WaitsSince = since;
        _will = will;
        Volatile.Write(ref _state, (int)SessionState.Waiting);
    }

    /// <summary>The will that is delayed, which is then the caller's; null when there is none.</summary>
    public PendingWill? TakeWill() => Interlocked.Exchange(ref _will, null);

    /// <summary>Puts back what was stored before a restart.</summary>
    public void Restore(StoredSession stored, SubscriptionTree tree)
    {
        ExpirySeconds = stored.ExpirySeconds;
        foreach (StoredSubscription one in stored.Subscriptions)
        {
            var subscription = new Subscription
            {
                Subscriber = this,
                Filter = one.Filter,
                MaximumQuality = one.MaximumQuality,
                NoLocal = one.NoLocal,
                RetainAsPublished = one.RetainAsPublished,
                RetainHandling = one.RetainHandling,
                Identifier = one.Identifier,
            };
            tree.Add(subscription);
            Subscriptions[one.Filter] = subscription;
        }

        foreach (StoredDelivery one in stored.Deliveries)
        {
            Outbound.Restore(one.Delivery, one.Sequence, one.PacketId, one.IsReceived);
        }

        foreach (ushort packetId in stored.Receipts)
        {
            Receipts.Restore(packetId);
        }
    }

    /// <summary>A connection begins. What it must get first is in its answers already.</summary>
    public void Attach(ClientLink link)
    {
        UserName = link.Access.Name;
        _mayReceive = link.Access.MayReceive;
        Volatile.Write(ref _link, link);
        Outbound.Attach(link.Answers.Work, link.Window);
    }

    /// <summary>The connection takes nothing more.</summary>
    public void Detach()
    {
        Volatile.Write(ref _link, null);
        Outbound.Detach();
    }

    public bool MayReceive(string topic) => _mayReceive is null || _mayReceive(topic);

    public bool Deliver(in Delivery delivery, ref StoreChanges changes)
    {
        SessionWrites? writes = delivery.Quality > QualityOfService.AtMostOnce ? Writes : null;
        if (writes is not null && !writes.TryEnter())
        {
            return true; // the session has just ended
        }

        List<StoredMark>? discarded = null;
        bool isTaken = Outbound.TryAdd(delivery, writes is not null, ref discarded, out bool isBusy, out StoredMark? mark);
        if (writes is not null)
        {
            Store(writes, delivery, mark, ref changes);
        }

        Writes?.Forget(discarded);
        if (!isTaken)
        {
            OnOverflow();
        }

        return !isBusy;
    }

    public ValueTask WaitForRoomAsync() => Outbound.WaitForMessageRoomAsync();

    /// <summary>Puts retained messages into the queue, ahead of live ones; those of QoS 1 and 2 are stored first when the session is.</summary>
    public void Replay(List<Delivery> deliveries)
    {
        List<(StoredMark Mark, Delivery Delivery)> stored = Outbound.AddReplays(deliveries, IsPersistent);
        if (stored.Count > 0)
        {
            Writes?.Append(
                () =>
                {
                    stored.ForEach(one => one.Mark.IsCommitted = true);
                    Outbound.Wake();
                },
                isLazy: false,
                [.. stored.Select(one => new DeliveryAdded(ClientId, one.Mark.Sequence, one.Delivery))]);
        }
    }

    /// <summary>Sends PUBREL once it is durable that the client has got the message.</summary>
    public void Release(ushort packetId)
    {
        if (Outbound.TryRelease(packetId))
        {
            Link?.Answers.Add(new AcknowledgementPacket(PacketType.PubRel, packetId));
        }
    }

    private void OnOverflow()
    {
        if (_closesOnOverflow)
        {
            Link?.Close.Invoke(CloseReason.QueueFull);
        }
    }

    private void Store(SessionWrites writes, in Delivery delivery, StoredMark? mark, ref StoreChanges changes)
    {
        if (mark is null)
        {
            writes.Leave();
            return;
        }

        changes.Add(new DeliveryAdded(ClientId, mark.Sequence, delivery), () =>
        {
            mark.IsCommitted = true;
            Outbound.Wake();
            writes.Leave();
        });
    }
}
