using PiHub.Mqtt.Publishing;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>A message as one subscriber gets it.</summary>
/// <param name="Message">The message; shared by all its receivers.</param>
/// <param name="Quality">The QoS to deliver with.</param>
/// <param name="Retain">The RETAIN flag to deliver with.</param>
internal readonly record struct Delivery(PublishedMessage Message, QualityOfService Quality, bool Retain)
{
    /// <summary>The identifiers of the matching subscriptions (5.0: 3.3.4-3 to -5); null for none. Never changed.</summary>
    public uint[]? SubscriptionIds { get; init; }

    /// <summary>The shared subscription that it was chosen for, so that another member may get it; null for none. Not stored.</summary>
    public string? ShareFilter { get; init; }
}
