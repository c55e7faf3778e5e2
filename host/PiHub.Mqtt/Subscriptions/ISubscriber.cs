using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>Who receives messages: a client's session or an in-process handler.</summary>
internal interface ISubscriber
{
    /// <summary>The client id, for "no local" (5.0: 3.8.3-3).</summary>
    string ClientId { get; }

    /// <summary>Asked for every message of a shared subscription: it must be cheap, and may be slightly out of date.</summary>
    Readiness Readiness { get; }

    /// <summary>Whether it may get messages of a topic that one of its filters matches. Asked for every message: it must be cheap.</summary>
    bool MayReceive(string topic);

    /// <summary>Takes a message into its queue, or drops and counts it; never waits and never throws.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="changes">What a session that outlives its connection must store first; it then delivers after the commit.</param>
    /// <returns>False when the publisher should wait for room before its next message.</returns>
    bool Deliver(in Delivery delivery, ref StoreChanges changes);

    /// <summary>Waits until the queue has room, for a short time at most: a slow subscriber loses messages instead.</summary>
    ValueTask WaitForRoomAsync();
}
