namespace PiHub.PluginHost.Catalogue;

/// <summary>The catalogue at one moment.</summary>
/// <param name="Source">Where it comes from; empty when there is none.</param>
/// <param name="Index">What it says; the last good one when it cannot be fetched now.</param>
/// <param name="FetchedAt">When that was fetched or found unchanged; null: never.</param>
/// <param name="Trouble">Why it could not be fetched the last time, without a full stop; null when it could.</param>
public sealed record CatalogueSnapshot(string Source, CatalogueIndex Index, DateTimeOffset? FetchedAt, string? Trouble);
