using System.Text.Json;

namespace PiHub.Sdk.Devices;

/// <summary>A command that a device understands.</summary>
/// <remarks>Equality compares the schema by reference. Since 0.1.</remarks>
public sealed record CommandDescriptor
{
    /// <summary>The command's name, <c>[a-z0-9][a-z0-9_-]{0,62}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people see; null: made from <see cref="Name"/>.</summary>
    public string? Label { get; init; }

    /// <summary>JSON Schema of its arguments object; null when it takes none.</summary>
    public JsonElement? Arguments { get; init; }
}
