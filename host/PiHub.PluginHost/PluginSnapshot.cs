using PiHub.PluginHost.Metering;
using PiHub.PluginHost.State;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost;

/// <summary>A plugin at one moment.</summary>
/// <remarks>Immutable; equality compares the lists by reference.</remarks>
public sealed record PluginSnapshot
{
    /// <summary>The plugin's id.</summary>
    public required string Id { get; init; }

    /// <summary>The manifest of the chosen version; null when that cannot be read.</summary>
    public PluginManifest? Manifest { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required PluginState State { get; init; }

    /// <summary>Why it is not running or not well, for the owner; null when it is, or when the owner switched it off.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the owner wants it to run.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>What is being done with it, e.g. <c>loading 1.2.0</c>; null when nothing changes.</summary>
    public string? Phase { get; init; }

    /// <summary>All versions on the disk, the highest first.</summary>
    public IReadOnlyList<PluginVersion> Versions { get; init; } = [];

    /// <summary>The name of the chosen version: the one that runs, or would.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where the chosen version comes from.</summary>
    public PluginSource Source { get; init; }

    /// <summary>The name of the version that a rollback goes to; null when there is none.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary>The name of a version that waits for the owner's consent; null when none does.</summary>
    public string? PendingVersion { get; init; }

    /// <summary>What the pending version asks for beyond what was granted; null when none is pending.</summary>
    public PluginGrant? PendingPermissions { get; init; }

    /// <summary>The last change of version; null when there was none.</summary>
    public PluginChange? LastChange { get; init; }

    /// <summary>The ids of the plugins that must run first.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>When the running version started; null when none runs.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How often it was started again by itself since the hub started.</summary>
    public int Restarts { get; init; }

    /// <summary>When it is started again after a failure; null when that is not due.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>A former version that still has code running: it was not unloaded and keeps its memory until it ends or the hub is
    /// restarted. Null when all are gone.</summary>
    public string? NotUnloaded { get; init; }

    /// <summary>The drivers that it offers while it runs.</summary>
    public IReadOnlyList<string> Drivers { get; init; } = [];

    /// <summary>The pages that it offers while it runs.</summary>
    public IReadOnlyList<PluginPage> Pages { get; init; } = [];

    /// <summary>What it did and what it takes.</summary>
    public required PluginUsage Usage { get; init; }

    /// <summary>Where the files of its <c>wwwroot</c> are served while it runs, ending with a slash; null when it has none.</summary>
    public string? AssetPath { get; init; }
}
