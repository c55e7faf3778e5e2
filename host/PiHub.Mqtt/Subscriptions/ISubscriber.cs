using PiHub.Mqtt.Publishing;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>Who receives messages: a client's session or an in-process handler.</summary>
internal interface ISubscriber
{
    /// <summary>The client id, for "no local" (5.0: 3.8.3-3).</summary>
    string ClientId { get; }

    /// <summary>Takes a message into its queue; never waits and never throws.</summary>
    /// <param name="message">The message; shared by all its receivers.</param>
    /// <param name="quality">The QoS to deliver with.</param>
    /// <param name="retain">The RETAIN flag to deliver with.</param>
    void Deliver(PublishedMessage message, QualityOfService quality, bool retain);
}
