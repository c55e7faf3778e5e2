namespace PiHub.PluginHost.Catalogue;

/// <summary>What an index of a catalogue says.</summary>
/// <param name="Name">The catalogue's name.</param>
/// <param name="Plugins">Its plugins, ordered by id.</param>
/// <param name="Faults">The entries that cannot be used, a sentence each without a full stop.</param>
public sealed record CatalogueIndex(string Name, IReadOnlyList<CataloguePlugin> Plugins, IReadOnlyList<string> Faults)
{
    /// <summary>Nothing.</summary>
    public static CatalogueIndex Empty { get; } = new("", [], []);
}
