using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>A message that waits to be sent.</summary>
/// <param name="Delivery">The message.</param>
/// <param name="Mark">Where it is stored; null when it is not.</param>
/// <param name="SizeBytes">What it counts for in the queue's bounds; 0 for a retained message, which is in memory anyway.</param>
internal readonly record struct QueuedMessage(Delivery Delivery, StoredMark? Mark, int SizeBytes);
