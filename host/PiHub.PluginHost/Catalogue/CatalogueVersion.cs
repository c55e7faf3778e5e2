using PiHub.PluginHost.Manifests;

namespace PiHub.PluginHost.Catalogue;

/// <summary>A version of a plugin in the catalogue.</summary>
/// <param name="Version">The version, SemVer.</param>
/// <param name="Sdk">The SDK versions it works with.</param>
/// <param name="Url">Where its package is.</param>
/// <param name="SizeBytes">The size of the package.</param>
/// <param name="Sha256">The SHA-256 of the package, 64 lower-case hexadecimal digits.</param>
/// <param name="Changelog">What is new; empty when nothing is said.</param>
/// <param name="PublishedAt">When it was published; null when nothing is said.</param>
public sealed record CatalogueVersion(
    string Version, string Sdk, Uri Url, long SizeBytes, string Sha256, string Changelog, DateTimeOffset? PublishedAt)
{
    /// <summary>Why this hub cannot use it, without a full stop; null when it can.</summary>
    public string? Incompatibility { get; init; }

    /// <summary>Whether it comes after another version in SemVer's order.</summary>
    /// <param name="version">The other version.</param>
    public bool IsNewerThan(string version) =>
        SemanticVersion.TryParse(Version, out SemanticVersion? own)
        && SemanticVersion.TryParse(version, out SemanticVersion? other) && own.CompareTo(other) > 0;
}
