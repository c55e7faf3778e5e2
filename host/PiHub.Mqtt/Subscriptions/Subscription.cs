using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>One subscriber's interest in one filter. There is at most one of a subscriber and filter.</summary>
internal sealed record Subscription
{
    public required ISubscriber Subscriber { get; init; }

    /// <summary>As the client gave it, <c>$share/…</c> included.</summary>
    public required string Filter { get; init; }

    /// <summary>The granted QoS.</summary>
    public QualityOfService MaximumQuality { get; init; } = QualityOfService.ExactlyOnce;

    /// <summary>Do not send the subscriber its own messages.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Forward the RETAIN flag as it was published (5.0: 3.3.1-13), instead of 0.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>When SUBSCRIBE sends retained messages.</summary>
    public RetainHandling RetainHandling { get; init; }

    /// <summary>What each message of it carries (5.0: 3.8.2.1.2); null for nothing.</summary>
    public uint? Identifier { get; init; }

    /// <summary>Whether it is one of a group's, of whom one gets each message.</summary>
    public bool IsShared => TopicFilter.IsShared(Filter);

    public static Subscription FromStored(ISubscriber subscriber, StoredSubscription stored) => new()
    {
        Subscriber = subscriber,
        Filter = stored.Filter,
        MaximumQuality = stored.MaximumQuality,
        NoLocal = stored.NoLocal,
        RetainAsPublished = stored.RetainAsPublished,
        RetainHandling = stored.RetainHandling,
        Identifier = stored.Identifier,
    };

    public StoredSubscription ToStored() => new()
    {
        Filter = Filter,
        MaximumQuality = MaximumQuality,
        NoLocal = NoLocal,
        RetainAsPublished = RetainAsPublished,
        RetainHandling = RetainHandling,
        Identifier = Identifier,
    };
}
