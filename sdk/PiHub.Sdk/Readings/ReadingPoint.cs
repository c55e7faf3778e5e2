namespace PiHub.Sdk.Readings;

/// <summary>A value and its time.</summary>
/// <param name="Time">When it was measured, UTC, to the millisecond.</param>
/// <param name="Value">The value, in the metric's unit.</param>
/// <remarks>Since 0.1.</remarks>
public readonly record struct ReadingPoint(DateTimeOffset Time, MetricValue Value)
{
    /// <summary>How far it can be trusted. Since 0.3.</summary>
    public ReadingQuality Quality { get; init; }
}
