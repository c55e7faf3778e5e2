using System.Text.Json;
using PiHub.Sdk.Devices;

namespace PiHub.Devices;

/// <summary>What is kept of a device on disk: the owner's choices and the last descriptor.</summary>
internal sealed record DeviceRecord
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Area { get; init; }

    public string? Driver { get; init; }

    public JsonElement? Settings { get; init; }

    public DeviceDescriptor? Descriptor { get; init; }
}
