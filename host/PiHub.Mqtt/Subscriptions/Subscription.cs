using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>One subscriber's interest in one filter. There is at most one of a subscriber and filter.</summary>
internal sealed record Subscription
{
    public required ISubscriber Subscriber { get; init; }

    public required string Filter { get; init; }

    /// <summary>The granted QoS.</summary>
    public QualityOfService MaximumQuality { get; init; } = QualityOfService.ExactlyOnce;

    /// <summary>Do not send the subscriber its own messages.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Forward the RETAIN flag as it was published (5.0: 3.3.1-13), instead of 0.</summary>
    public bool RetainAsPublished { get; init; }
}
