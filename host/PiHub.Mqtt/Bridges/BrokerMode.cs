namespace PiHub.Mqtt.Bridges;

/// <summary>Where the broker is that devices connect to.</summary>
public enum BrokerMode
{
    /// <summary>In the hub.</summary>
    Embedded = 0,

    /// <summary>Elsewhere; the hub is one of its clients.</summary>
    External = 1,
}
