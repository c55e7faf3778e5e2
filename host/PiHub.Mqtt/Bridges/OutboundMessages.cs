using PiHub.Mqtt.Client;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bridges;

/// <summary>A bridge's subscriber in the hub: QoS 1 and 2 go into the outbox before they are acknowledged, QoS 0 straight on.</summary>
internal sealed class OutboundMessages : ISubscriber
{
    private readonly BridgeSettings _settings;
    private readonly BrokerParts _parts;
    private readonly Outbox _outbox;
    private readonly PendingRetained _pending;
    private readonly DirectMessages _direct;
    private readonly BridgeHops _hops;
    private readonly Subscription[] _subscriptions;
    private volatile bool _hasMissedRetained;
    private volatile bool _hasLogged;

    public OutboundMessages(
        BridgeSettings settings, BrokerParts parts, Outbox outbox, PendingRetained pending, DirectMessages direct, BridgeHops hops)
    {
        _settings = settings;
        _parts = parts;
        _outbox = outbox;
        _pending = pending;
        _direct = direct;
        _hops = hops;
        _subscriptions = [.. settings.Topics.Where(topic => topic.IsOut).Select(topic => new Subscription
        {
            Subscriber = this,
            Filter = topic.LocalFilter,
            NoLocal = true,
            RetainAsPublished = true,
        })];
    }

    // "No local" keeps back what came over this bridge.
    public string ClientId => _settings.ClientId;

    public Readiness Readiness => Readiness.Ready;

    public bool MayReceive(string topic) => true;

    public ValueTask WaitForRoomAsync() => ValueTask.CompletedTask;

    /// <summary>From now on it gets messages.</summary>
    public void Subscribe()
    {
        foreach (Subscription subscription in _subscriptions)
        {
            _parts.Subscriptions.Add(subscription);
        }
    }

    public void Unsubscribe()
    {
        foreach (Subscription subscription in _subscriptions)
        {
            _parts.Subscriptions.Remove(this, subscription.Filter);
        }
    }

    public bool Deliver(in Delivery delivery, ref StoreChanges changes)
    {
        if (Translate(delivery) is not { } message)
        {
            return true;
        }

        MessageTerms terms = TermsOf(delivery);
        if (message.QualityOfService > QualityOfService.AtMostOnce)
        {
            if (Store(message, terms) is { } stored)
            {
                changes.WaitFor(stored);
            }
        }
        else if (!_direct.TryAdd(message, terms) && message.Retain)
        {
            _hasMissedRetained = true;
        }

        return true;
    }

    /// <summary>A connection begins: what is retained here is sent if the remote broker may not have it.</summary>
    /// <param name="isSessionPresent">Whether the remote broker remembers the hub.</param>
    public void Begin(bool isSessionPresent)
    {
        if (isSessionPresent && !_hasMissedRetained)
        {
            return;
        }

        _hasMissedRetained = false;
        Replay(_subscriptions);
    }

    /// <summary>Sends what is retained on a topic here.</summary>
    public void Repeat(string topic) => Replay([new Subscription { Subscriber = this, Filter = topic, RetainAsPublished = true }]);

    // QoS 0 too takes the outbox here: one way, one order.
    private void Replay(IReadOnlyList<Subscription> subscriptions)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        _parts.Retained.Read(() => subscriptions, found =>
        {
            foreach (Delivery delivery in found)
            {
                if (delivery.Message.ClientId != ClientId && seen.Add(delivery.Message.Message.Topic)
                    && Translate(delivery) is { } message && !_pending.Contains(message.Topic))
                {
                    Store(message, TermsOf(delivery));
                }
            }
        });
    }

    private MessageTerms TermsOf(in Delivery delivery) =>
        new(delivery.Message.RemainingSeconds(_parts.Time), delivery.Message.PayloadFormatIndicator);

    private BusMessage? Translate(in Delivery delivery)
    {
        BusMessage message = delivery.Message.Message;
        foreach (TopicMapping mapping in _settings.Topics)
        {
            if (mapping.IsOut && mapping.ToRemote(message.Topic) is { } topic)
            {
                return _hops.Leave(message) is not { } properties ? null : message with
                {
                    Topic = topic,
                    QualityOfService = (QualityOfService)Math.Min((int)message.QualityOfService, (int)mapping.MaximumQuality),
                    Retain = delivery.Retain,
                    UserProperties = properties,
                };
            }
        }

        return null;
    }

    // What fails is a full outbox, which counts it, or the hub's end, at which nothing is acknowledged.
    private Task? Store(BusMessage message, MessageTerms terms)
    {
        try
        {
            (long position, Task stored) = _outbox.Add(message, terms);
            if (message.Retain)
            {
                _pending.Add(message.Topic, position);
            }

            return stored;
        }
        catch (Exception exception) when (exception is OutboxFullException or ArgumentException)
        {
            if (!_hasLogged)
            {
                _hasLogged = true;
                Log.BridgeMessageDropped(_parts.Logger, _settings.Name, message.Topic, exception.Message);
            }

            return null;
        }
    }
}
