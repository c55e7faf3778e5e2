using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>SUBSCRIBE and UNSUBSCRIBE of one client. For its reading loop only.</summary>
internal sealed class SubscriptionHandler
{
    private readonly Session _session;
    private readonly BrokerParts _parts;
    private readonly ClientLink _link;

    public SubscriptionHandler(ClientLink link, BrokerParts parts)
    {
        _link = link;
        _session = link.Session;
        _parts = parts;
    }

    /// <summary>Subscribes, answers and queues the retained messages, in this order.</summary>
    /// <exception cref="MqttProtocolException">No Local on a shared subscription (5.0: 3.8.3-4).</exception>
    public void Subscribe(SubscribePacket packet) => _parts.Retained.Read(() => SubscribeAll(packet), _session.Replay);

    public void Unsubscribe(UnsubscribePacket packet)
    {
        var reasons = new ReasonCode[packet.Filters.Count];
        for (int i = 0; i < reasons.Length; i++)
        {
            bool existed = _session.Subscriptions.TryRemove(packet.Filters[i], out _) && _parts.Subscriptions.Remove(_session, packet.Filters[i]);
            reasons[i] = existed ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted;
        }

        _link.Answers.Add(new SubAckPacket(PacketType.UnsubAck, packet.PacketId, reasons));
    }

    private List<Subscription> SubscribeAll(SubscribePacket packet)
    {
        var reasons = new ReasonCode[packet.Requests.Count];
        var toReplay = new List<Subscription>();
        for (int i = 0; i < reasons.Length; i++)
        {
            SubscriptionRequest request = packet.Requests[i];
            ReasonCode? refusal = Refusal(request, packet.Properties);
            reasons[i] = refusal ?? Add(request, toReplay);
        }

        _link.Answers.Add(new SubAckPacket(PacketType.SubAck, packet.PacketId, reasons));
        return toReplay;
    }

    private ReasonCode? Refusal(SubscriptionRequest request, PacketProperties? properties)
    {
        if (TopicFilter.IsShared(request.Filter))
        {
            return request.NoLocal
                ? throw MqttProtocolException.NotAllowed("No Local on a shared subscription")
                : ReasonCode.SharedSubscriptionsNotSupported;
        }

        if (!TopicFilter.IsValid(request.Filter) || TopicFilter.IsTooDeep(request.Filter))
        {
            return ReasonCode.TopicFilterInvalid;
        }

        if (properties?.Has(PropertyId.SubscriptionIdentifier) == true)
        {
            return ReasonCode.SubscriptionIdentifiersNotSupported;
        }

        SubscribePermission permission = _link.Access.MaySubscribe(request.Filter);
        if (permission != SubscribePermission.Granted)
        {
            return permission == SubscribePermission.Closed ? ReasonCode.UnspecifiedError : ReasonCode.NotAuthorized;
        }

        bool isFull = _session.Subscriptions.Count >= _parts.Options.SubscriptionsPerClient && !_session.Subscriptions.ContainsKey(request.Filter);
        return isFull ? ReasonCode.QuotaExceeded : null;
    }

    private ReasonCode Add(SubscriptionRequest request, List<Subscription> toReplay)
    {
        var subscription = new Subscription
        {
            Subscriber = _session,
            Filter = request.Filter,
            MaximumQuality = request.QualityOfService,
            NoLocal = request.NoLocal,
            RetainAsPublished = request.RetainAsPublished,
        };
        bool isNew = _parts.Subscriptions.Add(subscription);
        _session.Subscriptions[request.Filter] = subscription;

        // 3.3.1-9 to -11.
        if (request.RetainHandling == RetainHandling.Always || (isNew && request.RetainHandling == RetainHandling.OnNewSubscription))
        {
            toReplay.Add(subscription);
        }

        return (ReasonCode)subscription.MaximumQuality;
    }
}
