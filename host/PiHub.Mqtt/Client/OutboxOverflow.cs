namespace PiHub.Mqtt.Client;

/// <summary>What becomes of messages when an outbox is full.</summary>
public enum OutboxOverflow
{
    /// <summary>The oldest messages make room for the new one, and are counted.</summary>
    DropOldest = 0,

    /// <summary>The new message is refused with <see cref="OutboxFullException"/>, and counted.</summary>
    Reject = 1,
}
