namespace PiHub.Sdk.Pages;

/// <summary>Parts of a page of which one is shown; which one is in the address.</summary>
/// <remarks>Equality compares the list by reference. Since 0.2.</remarks>
public sealed record PageTabs : PageElement
{
    /// <summary>The tabs, from left to right; each needs a title.</summary>
    public required IReadOnlyList<PageSection> Tabs { get; init; }
}
