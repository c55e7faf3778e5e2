namespace PiHub.Mqtt.Subscriptions;

/// <summary>Who receives messages: a client's session or an in-process handler.</summary>
internal interface ISubscriber
{
    /// <summary>The client id, for "no local" (5.0: 3.8.3-3).</summary>
    string ClientId { get; }

    /// <summary>Takes a message into its queue; never waits and never throws.</summary>
    void Deliver(in Delivery delivery);
}
