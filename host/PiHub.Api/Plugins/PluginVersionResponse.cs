using PiHub.PluginHost;

namespace PiHub.Api.Plugins;

/// <summary>A version of a plugin that is on the disk, as the API shows it.</summary>
/// <param name="Name">What it is called in the hub: its version, or <c>version~hash</c> for another content under the same version.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Reason">Why it cannot be used; null when it can.</param>
/// <param name="Signature">Who vouches for it.</param>
/// <param name="Sha256">The SHA-256 of its package file; null for a bundled one and for one that was a folder.</param>
/// <param name="InstalledAt">When it was installed; null for a bundled one.</param>
internal sealed record PluginVersionResponse(
    string Name, PluginSource Source, string? Reason, SignatureResponse Signature, string? Sha256, DateTimeOffset? InstalledAt)
{
    public static PluginVersionResponse Of(PluginVersion version) => new(
        version.Name,
        version.Source,
        version.Reason,
        SignatureResponse.Of(version.Source, version.Record),
        version.Record is { Sha256.Length: > 0 } record ? record.Sha256 : null,
        version.Record?.InstalledAt);
}
