namespace PiHub.Recorder.LineProtocol;

/// <summary>What became of a request.</summary>
internal enum WriteOutcome
{
    /// <summary>Everything was taken.</summary>
    Done = 0,

    /// <summary>The server could not be reached or has trouble: the same again, later.</summary>
    Later = 1,

    /// <summary>Something of it is refused for what it is: the rest may have been taken, and may come again.</summary>
    Refused = 2,

    /// <summary>It is too large at once.</summary>
    TooLarge = 3,

    /// <summary>The server refuses the hub, not the lines.</summary>
    Denied = 4,
}
