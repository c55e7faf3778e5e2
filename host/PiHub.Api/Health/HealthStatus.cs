namespace PiHub.Api.Health;

/// <summary>How well a part of the hub works.</summary>
internal enum HealthStatus
{
    /// <summary>As it should.</summary>
    Ok = 0,

    /// <summary>The hub does its main work, but something needs attention.</summary>
    Degraded = 1,

    /// <summary>Readings are not being recorded, or messages not being kept, and so not acknowledged.</summary>
    Failing = 2,
}
