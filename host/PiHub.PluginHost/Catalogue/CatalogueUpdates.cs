using PiHub.PluginHost.Manifests;

namespace PiHub.PluginHost.Catalogue;

/// <summary>Tells which installed plugins have a newer version in the catalogue.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="registry">The installed plugins.</param>
public sealed class CatalogueUpdates(PluginCatalogue catalogue, PluginRegistry registry)
{
    /// <summary>The newest version of a plugin that this hub can use.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <returns>Null when the catalogue has none.</returns>
    public string? NewestOf(string id) =>
        catalogue.Snapshot.Index.Plugins.FirstOrDefault(plugin => plugin.Id == id)?.Newest?.Version;

    /// <summary>The version that a plugin can be updated to.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <returns>Null when it is not installed, or as new as the catalogue.</returns>
    public string? UpdateOf(string id) =>
        NewestOf(id) is { } newest && SemanticVersion.TryParse(newest, out SemanticVersion? offered)
        && SemanticVersion.TryParse(registry.Find(id)?.Manifest?.Version, out SemanticVersion? installed) && offered.CompareTo(installed) > 0
            ? newest : null;
}
