using PiHub.Sdk.Pages;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost;

/// <summary>A plugin at one moment.</summary>
/// <remarks>Immutable; equality compares the lists by reference.</remarks>
public sealed record PluginSnapshot
{
    /// <summary>The plugin's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its manifest; null when that cannot be read.</summary>
    public PluginManifest? Manifest { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required PluginState State { get; init; }

    /// <summary>Why it is not running, for the owner; null when it is, or when the owner switched it off.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the owner wants it to run.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>The drivers that it offers while it runs.</summary>
    public IReadOnlyList<string> Drivers { get; init; } = [];

    /// <summary>The pages that it offers while it runs.</summary>
    public IReadOnlyList<PluginPage> Pages { get; init; } = [];

    /// <summary>Where the files of its <c>wwwroot</c> are served while it runs, ending with a slash; null when it has none.</summary>
    public string? AssetPath { get; init; }
}
