namespace PiHub.Sdk.Readings;

/// <summary>One metric's value at one instant, as kept by the recorder.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record Reading
{
    /// <summary>The device's id.</summary>
    public required string Device { get; init; }

    /// <summary>The metric's name, e.g. <c>l1.voltage_rms</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>The value, in the unit that the device's descriptor gives for the metric.</summary>
    public required MetricValue Value { get; init; }

    /// <summary>When it was measured, UTC, to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How far it can be trusted. Since 0.3.</summary>
    public ReadingQuality Quality { get; init; }
}
