namespace PiHub.Notifications.Delivery;

/// <summary>A notification did not arrive; the message says why in words for the owner, without secrets.</summary>
internal sealed class DeliveryException(string message) : Exception(message);
