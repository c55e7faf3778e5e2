namespace PiHub.Mqtt;

/// <summary>What happens to a message for a client whose queue is full.</summary>
public enum OutboundOverflow
{
    /// <summary>The message is dropped.</summary>
    DropNewest = 0,

    /// <summary>The messages that wait longest are dropped until it fits; those already sent are not.</summary>
    DropOldest = 1,

    /// <summary>The message is dropped and the client disconnected (0x97); a session that outlives the connection keeps its queue.</summary>
    Disconnect = 2,
}
