using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>A subscriber that gets one copy of a topic's messages, whatever number of its filters match (5.0: 3.3.4-2).</summary>
internal readonly record struct RouteTarget(
    ISubscriber Subscriber, QualityOfService MaximumQuality, bool NoLocal, bool RetainAsPublished)
{
    public static RouteTarget Of(Subscription subscription) =>
        new(subscription.Subscriber, subscription.MaximumQuality, subscription.NoLocal, subscription.RetainAsPublished);

    /// <summary>Both subscriptions in one copy: what either asks to get is sent.</summary>
    public RouteTarget With(Subscription other) => new(
        Subscriber,
        (QualityOfService)Math.Max((int)MaximumQuality, (int)other.MaximumQuality),
        NoLocal && other.NoLocal,
        RetainAsPublished || other.RetainAsPublished);
}
