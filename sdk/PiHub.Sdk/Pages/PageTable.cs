namespace PiHub.Sdk.Pages;

/// <summary>A table over a route of the plugin's own API.</summary>
/// <remarks>Equality compares the lists by reference. Since 0.1.</remarks>
public sealed record PageTable
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>A route relative to <c>/api/&lt;plugin-id&gt;/</c> that answers GET with a JSON object of row objects by row name, or an
    /// array of row objects. 404 means: nothing yet.</summary>
    public required string Source { get; init; }

    /// <summary>The heading of the column of row names; null when the source is an array.</summary>
    public string? RowHeading { get; init; }

    /// <summary>The columns, from left to right.</summary>
    public required IReadOnlyList<PageColumn> Columns { get; init; }

    /// <summary>What to say while there are no rows.</summary>
    public required string EmptyText { get; init; }

    /// <summary>Read the source again whenever the plugin sends an event through <c>IEventStream</c>, at most once a second.</summary>
    public bool Live { get; init; }
}
