namespace PiHub.Recorder.LineProtocol;

/// <summary>How the export goes.</summary>
public enum LineProtocolState
{
    /// <summary>No server is configured.</summary>
    Off = 0,

    /// <summary>Samples arrive at the server, or there has been none yet.</summary>
    Ok = 1,

    /// <summary>The server cannot be reached or has trouble; samples wait and are tried again.</summary>
    Retrying = 2,

    /// <summary>The server refuses the hub: somebody must change a setting. Tried again every minute.</summary>
    Denied = 3,

    /// <summary>Samples wait for the hub's clock to be set, which puts their times right.</summary>
    WaitingForClock = 4,
}
