namespace PiHub.Mqtt.Sessions;

/// <summary>Where a session is in its life.</summary>
internal enum SessionState
{
    /// <summary>A connection has it, or is about to.</summary>
    Connected = 0,

    /// <summary>It waits for its client.</summary>
    Waiting = 1,

    /// <summary>It has expired, or was replaced or deleted.</summary>
    Ended = 2,
}
