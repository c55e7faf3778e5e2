using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost;

/// <summary>One version of a plugin that is on the disk.</summary>
/// <param name="Name">What it is called in the hub: its version, or <c>version~hash</c> for another content under the same version.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Reason">Why it cannot be used, without a full stop; null when it can.</param>
public sealed record PluginVersion(string Name, PluginSource Source, string? Reason)
{
    /// <summary>What the hub wrote down when it installed it; null for a bundled one, and when that cannot be read.</summary>
    public InstalledRecord? Record { get; init; }
}
