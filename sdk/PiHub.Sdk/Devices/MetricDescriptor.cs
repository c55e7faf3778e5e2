namespace PiHub.Sdk.Devices;

/// <summary>One metric of a device.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record MetricDescriptor
{
    /// <summary>The metric's name in samples, e.g. <c>l1.voltage_rms</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people see, e.g. <c>L1 voltage</c>; null: made from <see cref="Name"/>.</summary>
    public string? Label { get; init; }

    /// <summary>The unit's symbol as Home Assistant writes it, e.g. <c>V</c>, <c>W</c>, <c>kWh</c>, <c>%</c>; null for a number without
    /// one, a boolean or a text.</summary>
    public string? Unit { get; init; }

    /// <summary>How its values behave over time.</summary>
    public MetricKind Kind { get; init; } = MetricKind.Measurement;

    /// <summary>Home Assistant's device class, e.g. <c>voltage</c>; null when none fits.</summary>
    public string? DeviceClass { get; init; }
}
