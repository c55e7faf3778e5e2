using PiHub.PluginHost.Catalogue;

namespace PiHub.Api.Packages;

/// <summary>A version of a plugin of the catalogue as the API shows it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Sdk">The SDK versions it works with.</param>
/// <param name="SizeBytes">The size of its package.</param>
/// <param name="Sha256">The SHA-256 of its package.</param>
/// <param name="Changelog">What is new.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Compatible">Whether this hub can use it.</param>
/// <param name="Reason">Why not; null when it can.</param>
internal sealed record CatalogueVersionResponse(
    string Version, string Sdk, long SizeBytes, string Sha256, string Changelog, DateTimeOffset? PublishedAt, bool Compatible, string? Reason)
{
    public static CatalogueVersionResponse Of(CatalogueVersion version) => new(
        version.Version,
        version.Sdk,
        version.SizeBytes,
        version.Sha256,
        version.Changelog,
        version.PublishedAt,
        version.Incompatibility is null,
        version.Incompatibility);
}
