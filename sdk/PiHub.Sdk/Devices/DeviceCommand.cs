using System.Text.Json;

namespace PiHub.Sdk.Devices;

/// <summary>A command on its way to a device.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record DeviceCommand
{
    /// <summary>The caller's id for this call, repeated in the result.</summary>
    public required string Id { get; init; }

    /// <summary>The command's name.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments: a JSON object; <c>Undefined</c> when none were given.</summary>
    public JsonElement Arguments { get; init; }
}
