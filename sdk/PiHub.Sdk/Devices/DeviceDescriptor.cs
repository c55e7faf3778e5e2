namespace PiHub.Sdk.Devices;

/// <summary>What a device is and can do: published retained on <c>pihub/&lt;device&gt;/descriptor</c>.</summary>
/// <remarks>JSON names are snake_case. Equality compares the lists by reference. Since 0.1.</remarks>
public sealed record DeviceDescriptor
{
    /// <summary>The device's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Who made it; null when unknown.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>The maker's model name; null when unknown.</summary>
    public string? Model { get; init; }

    /// <summary>The version of its software or firmware; null when unknown.</summary>
    public string? SoftwareVersion { get; init; }

    /// <summary>Where it is, e.g. a room; null when unknown.</summary>
    public string? Area { get; init; }

    /// <summary>The metrics that it reports, in the order in which people want to see them.</summary>
    public IReadOnlyList<MetricDescriptor> Metrics { get; init; } = [];

    /// <summary>The commands that it understands.</summary>
    public IReadOnlyList<CommandDescriptor> Commands { get; init; } = [];
}
