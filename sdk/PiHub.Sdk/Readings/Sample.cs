namespace PiHub.Sdk.Readings;

/// <summary>What a device reported at one instant: one or more metrics.</summary>
/// <remarks>Equality compares the metrics by reference. Since 0.1.</remarks>
public sealed record Sample
{
    /// <summary>The device's id.</summary>
    public required string Device { get; init; }

    /// <summary>When it was measured, UTC, by the device's clock when it sent one, else the time of receipt. Kept to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Values by metric name; nested names are joined with a dot, e.g. <c>l1.voltage_rms</c>.</summary>
    public required IReadOnlyDictionary<string, MetricValue> Metrics { get; init; }

    /// <summary>How far all of it can be trusted. Since 0.3.</summary>
    public ReadingQuality Quality { get; init; }
}
