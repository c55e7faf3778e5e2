namespace PiHub.Sdk.Pages;

/// <summary>A few big values: of an object of the plugin's own, or the latest readings of a device.</summary>
/// <remarks>Equality compares the lists by reference. Since 0.2.</remarks>
public sealed record PageTiles : PageElement
{
    /// <summary>A route that answers GET with an object; null when <see cref="Device"/> is given.</summary>
    public string? Source { get; init; }

    /// <summary>A device of the hub, or a placeholder such as <c>{device}</c>: the tiles' fields are names of its metrics, always live.
    /// Null when <see cref="Source"/> is given.</summary>
    public string? Device { get; init; }

    /// <summary>The tiles, from left to right.</summary>
    public required IReadOnlyList<PageColumn> Tiles { get; init; }

    /// <summary>Read the source again whenever the plugin sends an event, at most once a second.</summary>
    public bool Live { get; init; }
}
