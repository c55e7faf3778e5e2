namespace PiHub.PluginHost.Catalogue;

/// <summary>A plugin in the catalogue.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="Description">What it does.</param>
/// <param name="Icon">The name of its icon.</param>
/// <param name="Versions">Its versions, the newest first.</param>
public sealed record CataloguePlugin(
    string Id, string Name, string Description, string Icon, IReadOnlyList<CatalogueVersion> Versions)
{
    /// <summary>The newest version that this hub can use; null when it can use none. A pre-release only when there is nothing else.</summary>
    public CatalogueVersion? Newest =>
        Versions.FirstOrDefault(version => version.Incompatibility is null && !version.Version.Contains('-', StringComparison.Ordinal))
        ?? Versions.FirstOrDefault(version => version.Incompatibility is null);
}
