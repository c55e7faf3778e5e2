using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>SUBSCRIBE and UNSUBSCRIBE of one client. For its reading loop only.</summary>
internal sealed class SubscriptionHandler
{
    private readonly ClientLink _link;
    private readonly Session _session;
    private readonly BrokerParts _parts;

    public SubscriptionHandler(ClientLink link, BrokerParts parts)
    {
        _link = link;
        _session = link.Session;
        _parts = parts;
    }

    /// <summary>Subscribes, answers once that is stored, and queues the retained messages.</summary>
    /// <exception cref="MqttProtocolException">No Local on a shared subscription (5.0: 3.8.3-4).</exception>
    public async ValueTask SubscribeAsync(SubscribePacket packet, CancellationToken closing)
    {
        // Before the first one takes effect.
        if (packet.Requests.Any(request => request.NoLocal && TopicFilter.IsShared(request.Filter)))
        {
            throw MqttProtocolException.NotAllowed("No Local on a shared subscription");
        }

        ValueTask answered = default;
        _parts.Retained.Read(() => SubscribeAll(packet, out answered), _session.Replay);
        await WaitAsync(answered, closing);
    }

    /// <summary>Unsubscribes, and answers once that is stored.</summary>
    public async ValueTask UnsubscribeAsync(UnsubscribePacket packet, CancellationToken closing)
    {
        var reasons = new ReasonCode[packet.Filters.Count];
        var changes = new List<StoreChange>();
        for (int i = 0; i < reasons.Length; i++)
        {
            string filter = packet.Filters[i];
            if (!_session.Subscriptions.TryRemove(filter, out _))
            {
                reasons[i] = ReasonCode.NoSubscriptionExisted;
                continue;
            }

            _parts.Subscriptions.Remove(_session, filter);
            changes.Add(new SubscriptionDeleted(_session.ClientId, filter));
        }

        await WaitAsync(AnswerAsync(new SubAckPacket(PacketType.UnsubAck, packet.PacketId, reasons), changes), closing);
    }

    private List<Subscription> SubscribeAll(SubscribePacket packet, out ValueTask answered)
    {
        var reasons = new ReasonCode[packet.Requests.Count];
        var changes = new List<StoreChange>();
        var toReplay = new List<Subscription>();
        for (int i = 0; i < reasons.Length; i++)
        {
            SubscriptionRequest request = packet.Requests[i];
            if (Refusal(request.Filter) is { } refusal)
            {
                reasons[i] = refusal;
                continue;
            }

            Subscription subscription = Grant(request, packet.Properties?.SubscriptionIdentifiers is [uint identifier] ? identifier : null);
            reasons[i] = (ReasonCode)subscription.MaximumQuality;
            changes.Add(new SubscriptionSaved(_session.ClientId, subscription.ToStored()));
            bool isNew = _parts.Subscriptions.Add(subscription);
            _session.Subscriptions[subscription.Filter] = subscription;

            // 3.3.1-9 to -11.
            if (request.RetainHandling == RetainHandling.Always || (isNew && request.RetainHandling == RetainHandling.OnNewSubscription))
            {
                toReplay.Add(subscription);
            }
        }

        answered = AnswerAsync(new SubAckPacket(PacketType.SubAck, packet.PacketId, reasons), changes);
        return toReplay;
    }

    private ReasonCode? Refusal(string filter)
    {
        if (!TopicFilter.IsServed(filter))
        {
            return ReasonCode.TopicFilterInvalid;
        }

        // A share is permitted by what it is a share of.
        SubscribePermission permission = _link.Access.MaySubscribe(TopicFilter.TopicPart(filter).ToString());
        if (permission != SubscribePermission.Granted)
        {
            return permission == SubscribePermission.Closed ? ReasonCode.UnspecifiedError : ReasonCode.NotAuthorized;
        }

        bool isFull = _session.Subscriptions.Count >= _parts.Options.SubscriptionsPerClient && !_session.Subscriptions.ContainsKey(filter);
        return isFull ? ReasonCode.QuotaExceeded : null;
    }

    private Subscription Grant(SubscriptionRequest request, uint? identifier) => new()
    {
        Subscriber = _session,
        Filter = request.Filter,
        MaximumQuality = request.QualityOfService,
        NoLocal = request.NoLocal,
        RetainAsPublished = request.RetainAsPublished,
        RetainHandling = request.RetainHandling,
        Identifier = identifier,
    };

    // Queued in the commit, so that it leaves before the stored messages that the subscriptions let through: they commit later.
    private ValueTask AnswerAsync(SubAckPacket answer, List<StoreChange> changes)
    {
        if (_session.Writes is not { } writes || changes.Count == 0)
        {
            _link.Answers.Add(answer);
            return ValueTask.CompletedTask;
        }

        return writes.AppendAsync(() => _link.Answers.Add(answer), isLazy: false, [.. changes]);
    }

    // The change has taken effect and will be stored, though nobody waits for it any more.
    private static async ValueTask WaitAsync(ValueTask answered, CancellationToken closing)
    {
        if (answered.IsCompletedSuccessfully)
        {
            return;
        }

        await answered.AsTask().WaitAsync(closing);
    }
}
