using PiHub.PluginHost;
using PiHub.PluginHost.Catalogue;

namespace PiHub.Api.Packages;

/// <summary>A plugin of the catalogue as the API shows it.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="Description">What it does.</param>
/// <param name="Icon">The name of its icon.</param>
/// <param name="Newest">The newest version that this hub can use; null when there is none.</param>
/// <param name="Installed">The version that is installed; null when it is not.</param>
/// <param name="UpdateAvailable">Whether the newest version is newer than the installed one.</param>
/// <param name="Versions">All versions, the newest first.</param>
internal sealed record CataloguePluginResponse(
    string Id,
    string Name,
    string Description,
    string Icon,
    string? Newest,
    string? Installed,
    bool UpdateAvailable,
    IReadOnlyList<CatalogueVersionResponse> Versions)
{
    public static CataloguePluginResponse Of(CataloguePlugin plugin, PluginSnapshot? installed) => new(
        plugin.Id,
        plugin.Name,
        plugin.Description,
        plugin.Icon,
        plugin.Newest?.Version,
        installed is null ? null : installed.Manifest?.Version ?? "",
        plugin.Newest is { } newest && installed?.Manifest is { } manifest && newest.IsNewerThan(manifest.Version),
        [.. plugin.Versions.Select(CatalogueVersionResponse.Of)]);
}
