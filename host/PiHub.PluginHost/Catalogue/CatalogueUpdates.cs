namespace PiHub.PluginHost.Catalogue;

/// <summary>Tells which plugins have a newer version in the catalogue.</summary>
/// <param name="catalogue">The catalogue.</param>
public sealed class CatalogueUpdates(PluginCatalogue catalogue)
{
    /// <summary>The newest version of a plugin that this hub can use.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <returns>Null when the catalogue has none.</returns>
    public string? NewestOf(string id) => Newest(id)?.Version;

    /// <summary>The version that a plugin can be updated to.</summary>
    /// <param name="plugin">The installed plugin.</param>
    /// <returns>Null when it is as new as the catalogue.</returns>
    public string? UpdateOf(PluginSnapshot plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        return plugin.Manifest is { } manifest && Newest(plugin.Id) is { } newest && newest.IsNewerThan(manifest.Version) ? newest.Version : null;
    }

    private CatalogueVersion? Newest(string id) =>
        catalogue.Snapshot.Index.Plugins.FirstOrDefault(plugin => plugin.Id == id)?.Newest;
}
