namespace PiHub.Sdk.Pages;

/// <summary>A series of a <see cref="PageChart"/>.</summary>
/// <remarks>Since 0.2.</remarks>
public sealed record PageSeries
{
    /// <summary>The field of the points, or the metric of the device. A missing value is a gap.</summary>
    public required string Field { get; init; }

    /// <summary>What people read; null: the metric's label, or words made from the field.</summary>
    public string? Label { get; init; }

    /// <summary>The unit; null: the metric's, or none. Series of at most two units share a chart.</summary>
    public string? Unit { get; init; }
}
