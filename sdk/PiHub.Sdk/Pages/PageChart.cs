namespace PiHub.Sdk.Pages;

/// <summary>A chart: of readings that the hub recorded, or of data of the plugin's own, over time or over categories.</summary>
/// <remarks>Equality compares the lists by reference. Since 0.2.</remarks>
public sealed record PageChart : PageElement
{
    /// <summary>How it is drawn; readings are always a <see cref="ChartKind.Line"/>.</summary>
    public ChartKind Kind { get; init; }

    /// <summary>A device of the hub, or a placeholder such as <c>{device}</c>: the series' fields are names of its metrics, over a time
    /// range that the reader chooses. Null when <see cref="Source"/> is given.</summary>
    public string? Device { get; init; }

    /// <summary>A route that answers GET with an array of objects, one for each point or category; null when <see cref="Device"/> is
    /// given.</summary>
    public string? Source { get; init; }

    /// <summary>The field of the points' horizontal axis: RFC 3339 times when <see cref="IsOverTime"/>, numbers for
    /// <see cref="ChartKind.Scatter"/>, texts otherwise. Needed with a source.</summary>
    public string? XField { get; init; }

    /// <summary>The horizontal axis is time; the source is asked with <c>from</c> and <c>to</c> (RFC 3339) when <see cref="Range"/> is
    /// given.</summary>
    public bool IsOverTime { get; init; }

    /// <summary>The name of the horizontal axis of a scatter chart, with its unit; null for none.</summary>
    public string? XLabel { get; init; }

    /// <summary>The range that is shown first, and offers the reader others: <c>1h</c>, <c>24h</c>, <c>3d</c>, <c>7d</c>, <c>30d</c> or
    /// <c>1y</c>. Null: <c>24h</c> for readings, no range for a source.</summary>
    public string? Range { get; init; }

    /// <summary>The series, 1 to 6.</summary>
    public required IReadOnlyList<PageSeries> Series { get; init; }

    /// <summary>Read again whenever the plugin sends an event, at most once a second.</summary>
    public bool Live { get; init; }

    /// <summary>What to say when there are no points.</summary>
    /// <value><c>No data yet.</c></value>
    public string EmptyText { get; init; } = "No data yet.";
}
