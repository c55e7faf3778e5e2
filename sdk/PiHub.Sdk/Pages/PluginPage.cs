namespace PiHub.Sdk.Pages;

/// <summary>A page of the web interface, described as data and drawn by the host.</summary>
/// <remarks>Equality compares the lists by reference. Since 0.1.</remarks>
public sealed record PluginPage
{
    /// <summary>The page's id, <c>[a-z0-9][a-z0-9-]{0,62}</c>, unique in the plugin.</summary>
    public required string Id { get; init; }

    /// <summary>Title and navigation entry.</summary>
    public required string Title { get; init; }

    /// <summary>Its tables, from top to bottom.</summary>
    public required IReadOnlyList<PageTable> Tables { get; init; }
}
