namespace PiHub.Mqtt.Bridges;

/// <summary>Which way a bridge carries a topic's messages.</summary>
public enum BridgeDirection
{
    /// <summary>Both ways.</summary>
    Both = 0,

    /// <summary>From the remote broker to the hub.</summary>
    In = 1,

    /// <summary>From the hub to the remote broker.</summary>
    Out = 2,
}
