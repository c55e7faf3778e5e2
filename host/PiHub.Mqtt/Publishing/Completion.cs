using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Publishing;

/// <summary>What is still to be waited for after a message went to its subscribers.</summary>
/// <param name="Busy">A subscriber whose room the publisher should wait for before its next message; null for none.</param>
/// <param name="Committed">Completes when what the message changed in the store is durable: the acknowledgement waits for it.</param>
internal readonly record struct Completion(ISubscriber? Busy, ValueTask Committed);
