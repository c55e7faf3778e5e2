using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.State;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>What the supervisors of all plugins share.</summary>
internal sealed record LifecycleParts
{
    public required PluginHostOptions Options { get; init; }

    public required PluginTable Table { get; init; }

    public required PluginFolders Folders { get; init; }

    public required PluginRunner Runner { get; init; }

    public required VersionSwitch Switch { get; init; }

    public required PluginDependencies Dependencies { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Locked while it is used.</summary>
    public required Random Jitter { get; init; }

    public required ILogger<PluginRegistry> Logger { get; init; }
}
