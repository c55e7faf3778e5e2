using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Codec.Packets;

/// <summary>One filter of SUBSCRIBE with its options (3.8.3.1). Its wildcards are not yet checked.</summary>
internal sealed record SubscriptionRequest
{
    public required string Filter { get; init; }

    public QualityOfService QualityOfService { get; init; }

    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public RetainHandling RetainHandling { get; init; }
}
