namespace PiHub.Sdk.Bus;

/// <summary>MQTT's delivery guarantees (MQTT 5.0, 4.3).</summary>
/// <remarks>Since 0.1.</remarks>
public enum QualityOfService
{
    /// <summary>QoS 0: delivered once or not at all.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: acknowledged, may be delivered twice.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: acknowledged, delivered exactly once.</summary>
    ExactlyOnce = 2,
}
