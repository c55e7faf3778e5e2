using System.Text.Json;

namespace PiHub.Sdk.Plugins;

/// <summary>A device that demo mode creates, so that a new user sees the package at work.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record DemoDevice
{
    /// <summary>The device's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of a driver in the same package.</summary>
    public required string Driver { get; init; }

    /// <summary>The device's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The driver's settings: a JSON object, as documented by the driver.</summary>
    public JsonElement Settings { get; init; }
}
