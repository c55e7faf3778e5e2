using System.Text.Json;

namespace PiHub.Hal.Drivers;

/// <summary>A device as its owner set it up.</summary>
/// <remarks>Equality compares the settings by reference.</remarks>
public sealed record DeviceConfiguration
{
    /// <summary>The device's id, see <see cref="PiHub.Sdk.Bus.DeviceTopic.IdRule"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the driver that serves it; the driver may come later.</summary>
    public required string Driver { get; init; }

    /// <summary>The device's name for people, 1 to 100 characters; wins over the driver's.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is, e.g. a room; wins over the driver's; null: the driver's.</summary>
    public string? Area { get; init; }

    /// <summary>The driver's settings: a JSON object; <c>Undefined</c> when there are none.</summary>
    public JsonElement Settings { get; init; }
}
