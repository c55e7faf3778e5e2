namespace PiHub.Sdk.Pages;

/// <summary>A button that sends a request. On a page, actions that follow each other stand in one row.</summary>
/// <remarks>
/// The answer may be 204, or an object whose <c>message</c> is shown; a problem is shown as such. After success everything on the page
/// is read again. Equality compares the lists by reference. Since 0.2.
/// </remarks>
public sealed record PageAction : PageElement
{
    /// <summary>The text of the button.</summary>
    public required string Label { get; init; }

    /// <summary>The route.</summary>
    public required string Route { get; init; }

    /// <summary>The HTTP method: <c>POST</c>, <c>PUT</c>, <c>PATCH</c>, <c>DELETE</c>, or <c>GET</c> for a download.</summary>
    /// <value><c>POST</c>.</value>
    public string Method { get; init; } = "POST";

    /// <summary>A question to ask first, e.g. <c>Delete {name}? This cannot be undone.</c>; placeholders as in the route. Null: none;
    /// an action that is dangerous, or whose method is <c>DELETE</c>, asks nevertheless.</summary>
    public string? Confirmation { get; init; }

    /// <summary>Takes something away: the button is red, and asks first.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>What to ask for in a dialog; sent as a JSON object. Empty: nothing.</summary>
    public IReadOnlyList<PageField> Arguments { get; init; } = [];

    /// <summary>What to say after success when the answer has no <c>message</c>; null: <c>Done</c>.</summary>
    public string? DoneText { get; init; }

    /// <summary>A page of the plugin to open after success; its parameters are taken from the answer, then from the row. Null: stay.
    /// </summary>
    public string? DonePage { get; init; }

    /// <summary>The answer is a file to save, named by its <c>Content-Disposition</c>.</summary>
    public bool IsDownload { get; init; }

    /// <summary>In a row: the action is there only while a field of the row has a value, in the form of
    /// <see cref="PageField.VisibleWhen"/>. Null: always.</summary>
    public string? VisibleWhen { get; init; }
}
