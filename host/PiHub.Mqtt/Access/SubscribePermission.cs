namespace PiHub.Mqtt.Access;

/// <summary>Whether a client may subscribe to a topic filter.</summary>
public enum SubscribePermission
{
    /// <summary>It may.</summary>
    Granted,

    /// <summary>It may not, but others may; the client is told that it is not authorized (0x87).</summary>
    NotAuthorized,

    /// <summary>A configured rule closes the topics to everybody; the answer is an unspecified error (0x80).</summary>
    Closed,
}
