using PiHub.PluginHost;
using PiHub.PluginHost.Catalogue;

namespace PiHub.Api.Packages;

/// <summary>The catalogue as the API shows it.</summary>
/// <param name="Source">Where it comes from; empty when the hub has none.</param>
/// <param name="Name">Its name.</param>
/// <param name="FetchedAt">When it was fetched; null: never.</param>
/// <param name="Trouble">Why it could not be fetched the last time; null when it could.</param>
/// <param name="Faults">Its entries that cannot be used.</param>
/// <param name="Plugins">Its plugins.</param>
internal sealed record CatalogueResponse(
    string Source,
    string Name,
    DateTimeOffset? FetchedAt,
    string? Trouble,
    IReadOnlyList<string> Faults,
    IReadOnlyList<CataloguePluginResponse> Plugins)
{
    public static CatalogueResponse Of(CatalogueSnapshot catalogue, PluginRegistry plugins) => new(
        catalogue.Source,
        catalogue.Index.Name,
        catalogue.FetchedAt,
        catalogue.Trouble,
        catalogue.Index.Faults,
        [.. catalogue.Index.Plugins.Select(plugin => CataloguePluginResponse.Of(plugin, plugins.Find(plugin.Id)))]);
}
