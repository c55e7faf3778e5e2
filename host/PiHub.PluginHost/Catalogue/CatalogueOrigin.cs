namespace PiHub.PluginHost.Catalogue;

/// <summary>Where a kept index came from.</summary>
/// <param name="Source">The address.</param>
/// <param name="ETag">The server's mark of this content; null when it gave none.</param>
/// <param name="FetchedAt">When it was fetched or found unchanged.</param>
internal sealed record CatalogueOrigin(string Source, string? ETag, DateTimeOffset FetchedAt);
