namespace PiHub.Sdk.Pages;

/// <summary>Elements below each other, or beside each other where the screen is wide enough.</summary>
/// <remarks>Equality compares the list by reference. Since 0.2.</remarks>
public sealed record PageSection : PageElement
{
    /// <summary>How many elements stand beside each other at most, 1 to 4.</summary>
    /// <value>1.</value>
    public int ColumnCount { get; init; } = 1;

    /// <summary>What it shows.</summary>
    public required IReadOnlyList<PageElement> Elements { get; init; }
}
