using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>SUBSCRIBE and UNSUBSCRIBE of one client. For its reading loop only.</summary>
internal sealed class SubscriptionHandler
{
    // This broker grants QoS 1 to a request for QoS 2 (5.0: 3.2.2-10).
    private const QualityOfService MaximumQuality = QualityOfService.AtLeastOnce;

    private readonly Session _session;
    private readonly BrokerParts _parts;
    private readonly HashSet<string> _filters = new(StringComparer.Ordinal);

    public SubscriptionHandler(Session session, BrokerParts parts)
    {
        _session = session;
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
            bool existed = _filters.Remove(packet.Filters[i]) && _parts.Subscriptions.Remove(_session, packet.Filters[i]);
            reasons[i] = existed ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted;
        }

        _session.Outbound.AddAnswer(new SubAckPacket(PacketType.UnsubAck, packet.PacketId, reasons));
    }

    /// <summary>The connection ends and with it the session.</summary>
    public void UnsubscribeAll()
    {
        foreach (string filter in _filters)
        {
            _parts.Subscriptions.Remove(_session, filter);
        }

        _filters.Clear();
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

        _session.Outbound.AddAnswer(new SubAckPacket(PacketType.SubAck, packet.PacketId, reasons));
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

        SubscribePermission permission = _session.Access.MaySubscribe(request.Filter);
        if (permission != SubscribePermission.Granted)
        {
            return permission == SubscribePermission.Closed ? ReasonCode.UnspecifiedError : ReasonCode.NotAuthorized;
        }

        bool isFull = _filters.Count >= _parts.Options.SubscriptionsPerClient && !_filters.Contains(request.Filter);
        return isFull ? ReasonCode.QuotaExceeded : null;
    }

    private ReasonCode Add(SubscriptionRequest request, List<Subscription> toReplay)
    {
        var subscription = new Subscription
        {
            Subscriber = _session,
            Filter = request.Filter,
            MaximumQuality = (QualityOfService)Math.Min((int)request.QualityOfService, (int)MaximumQuality),
            NoLocal = request.NoLocal,
            RetainAsPublished = request.RetainAsPublished,
        };
        bool isNew = _parts.Subscriptions.Add(subscription);
        _filters.Add(request.Filter);

        // 3.3.1-9 to -11.
        if (request.RetainHandling == RetainHandling.Always || (isNew && request.RetainHandling == RetainHandling.OnNewSubscription))
        {
            toReplay.Add(subscription);
        }

        return (ReasonCode)subscription.MaximumQuality;
    }
}
