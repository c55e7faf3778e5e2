using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Publishing;

/// <summary>Gives a message to its subscribers.</summary>
/// <param name="message">The message.</param>
/// <param name="changes">Gathers what must be stored.</param>
/// <returns>A subscriber that is busy, or null.</returns>
internal delegate ISubscriber? ForwardMessage(PublishedMessage message, ref StoreChanges changes);
