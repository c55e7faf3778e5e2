namespace PiHub.Mqtt.Sessions;

/// <summary>A message on its way to the wire.</summary>
/// <param name="Message">The message.</param>
/// <param name="PacketId">0 at QoS 0.</param>
/// <param name="IsDuplicate">Whether it may have been sent before (3.3.1-1).</param>
/// <param name="IsRelease">Whether only its PUBREL is to be sent.</param>
internal readonly record struct OutgoingMessage(QueuedMessage Message, ushort PacketId, bool IsDuplicate, bool IsRelease);
