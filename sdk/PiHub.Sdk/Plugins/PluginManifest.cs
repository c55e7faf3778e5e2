using System.Text.Json.Serialization;

namespace PiHub.Sdk.Plugins;

/// <summary>What <c>plugin.json</c> says: the author's file, read and validated without loading code, never written by the host.</summary>
/// <remarks>JSON names are snake_case. Equality is by reference for the lists inside. Since 0.1.</remarks>
public sealed record PluginManifest
{
    /// <summary>The plugin's id, <c>[a-z0-9][a-z0-9-]{0,62}</c>: its folder, its route prefix, its log category.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people see.</summary>
    public required string Name { get; init; }

    /// <summary>The version, SemVer 2.0.0.</summary>
    public required string Version { get; init; }

    /// <summary>The SDK versions it works with, with an upper bound, e.g. <c>&gt;=0.1.0 &lt;0.2.0</c>.</summary>
    public required string Sdk { get; init; }

    /// <summary>The entry assembly, a file name in the plugin's own folder, e.g. <c>PowerQuality.dll</c>.</summary>
    public required string Entry { get; init; }

    /// <summary>What it does, in a sentence for the owner of the hub.</summary>
    public string Description { get; init; } = "";

    /// <summary>The SPDX expression of its licence.</summary>
    public string License { get; init; } = "";

    /// <summary>The name of its icon in the web interface.</summary>
    public string Icon { get; init; } = "";

    /// <summary>What it may touch; everything else is refused.</summary>
    public PluginPermissions Permissions { get; init; } = new();

    /// <summary>Plugins that must run before this one; empty for none.</summary>
    public IReadOnlyList<PluginDependency> Dependencies { get; init; } = [];

    /// <summary>A port of its own; null for none.</summary>
    public PluginListener? Listener { get; init; }

    /// <summary>Devices that demo mode creates for this package's drivers.</summary>
    [JsonPropertyName("demo_devices")]
    public IReadOnlyList<DemoDevice> DemoDevices { get; init; } = [];
}
