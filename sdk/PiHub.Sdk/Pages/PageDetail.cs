namespace PiHub.Sdk.Pages;

/// <summary>One thing as a list of labels and values.</summary>
/// <remarks>Equality compares the lists by reference. Since 0.2.</remarks>
public sealed record PageDetail : PageElement
{
    /// <summary>A route that answers GET with an object. 404 means: nothing yet.</summary>
    public required string Source { get; init; }

    /// <summary>The lines, from top to bottom.</summary>
    public required IReadOnlyList<PageColumn> Lines { get; init; }

    /// <summary>What to say when there is nothing.</summary>
    /// <value><c>There is nothing here.</c></value>
    public string EmptyText { get; init; } = "There is nothing here.";

    /// <summary>Read the source again whenever the plugin sends an event, at most once a second.</summary>
    public bool Live { get; init; }

    /// <summary>What can be done with it; routes may name fields of the lines.</summary>
    public IReadOnlyList<PageAction> Actions { get; init; } = [];

    /// <summary>Changes it, in a dialog; begins with its values. Null: it cannot be changed here.</summary>
    public PageForm? Edit { get; init; }
}
