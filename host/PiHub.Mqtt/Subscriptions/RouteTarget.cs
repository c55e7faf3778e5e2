using PiHub.Mqtt.Publishing;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>A subscriber that gets one copy of a topic's messages, whatever number of its filters match (5.0: 3.3.4-2).</summary>
internal sealed class RouteTarget
{
    private readonly QualityOfService _maximumQuality;
    private readonly bool _retainAsPublished;
    private readonly uint[]? _identifiers;
    private readonly string? _shareFilter;

    // What it gets of its own messages, when that differs because one of its subscriptions has No Local.
    private readonly bool _hasNoLocal;
    private readonly RouteTarget? _own;

    public RouteTarget(Subscription subscription)
    {
        Subscriber = subscription.Subscriber;
        _maximumQuality = subscription.MaximumQuality;
        _retainAsPublished = subscription.RetainAsPublished;
        _identifiers = subscription.Identifier is { } identifier ? [identifier] : null;
        _shareFilter = subscription.IsShared ? subscription.Filter : null;
        _hasNoLocal = subscription.NoLocal;
    }

    private RouteTarget(RouteTarget first, RouteTarget second)
    {
        Subscriber = first.Subscriber;
        _maximumQuality = (QualityOfService)Math.Max((int)first._maximumQuality, (int)second._maximumQuality);
        _retainAsPublished = first._retainAsPublished || second._retainAsPublished;
        _identifiers = second._identifiers is { } identifiers ? [.. first._identifiers ?? [], .. identifiers] : first._identifiers;
        _hasNoLocal = first._hasNoLocal || second._hasNoLocal;
        if (_hasNoLocal)
        {
            RouteTarget? ownOfFirst = first._hasNoLocal ? first._own : first;
            RouteTarget? ownOfSecond = second._hasNoLocal ? second._own : second;
            _own = ownOfFirst is null || ownOfSecond is null ? ownOfFirst ?? ownOfSecond : ownOfFirst.With(ownOfSecond);
        }
    }

    public ISubscriber Subscriber { get; }

    /// <summary>Both in one copy: what either asks to get is sent. For the same subscriber.</summary>
    public RouteTarget With(RouteTarget other) => new(this, other);

    /// <summary>What the subscriber gets of a message: all that matches, less what No Local keeps back (5.0: 3.8.3-3).</summary>
    /// <returns>Null for nothing.</returns>
    public RouteTarget? For(PublishedMessage message) => _hasNoLocal && Subscriber.ClientId == message.ClientId ? _own : this;

    /// <summary>A live message.</summary>
    public Delivery ToDelivery(PublishedMessage message) =>
        new(message, QualityOf(message), message.Message.Retain && _retainAsPublished) { SubscriptionIds = _identifiers, ShareFilter = _shareFilter };

    /// <summary>A retained message for a new subscription (5.0: 3.3.1-9).</summary>
    public Delivery ToReplay(PublishedMessage message) => new(message, QualityOf(message), Retain: true) { SubscriptionIds = _identifiers };

    // 3.8.4-8
    private QualityOfService QualityOf(PublishedMessage message) =>
        (QualityOfService)Math.Min((int)message.Message.QualityOfService, (int)_maximumQuality);
}
