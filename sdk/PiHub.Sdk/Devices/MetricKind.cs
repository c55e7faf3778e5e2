namespace PiHub.Sdk.Devices;

/// <summary>How a metric's values behave over time: Home Assistant's state classes.</summary>
/// <remarks>Since 0.1.</remarks>
public enum MetricKind
{
    /// <summary>A value of this moment, e.g. a voltage.</summary>
    Measurement = 0,

    /// <summary>A sum that can rise and fall, e.g. a balance.</summary>
    Total = 1,

    /// <summary>A sum that only rises; a fall means that the counter was reset.</summary>
    TotalIncreasing = 2,
}
