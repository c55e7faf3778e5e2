namespace PiHub.Sdk.Pages;

/// <summary>A form that sends its values as a JSON object to a route; alone on a page, or in a dialog of a <see cref="PageTable"/>.</summary>
/// <remarks>
/// <para>Values are checked in the browser by the rules of the fields, and again by the route: it refuses with a problem (400 or 422)
/// whose <c>errors</c> hold messages by field name, <c>lines[0].amount</c> for a list's first row; they are shown at the fields. An
/// empty optional field is sent as null, a field that is not visible not at all.</para>
/// <para>After success everything on the page is read again.</para>
/// Equality compares the lists by reference. Since 0.2.
/// </remarks>
public sealed record PageForm : PageElement
{
    /// <summary>The route that takes the values.</summary>
    public required string Route { get; init; }

    /// <summary>The HTTP method: <c>POST</c>, <c>PUT</c> or <c>PATCH</c>.</summary>
    /// <value><c>POST</c>.</value>
    public string Method { get; init; } = "POST";

    /// <summary>A route that answers GET with an object of the values to begin with; 404 means: none. Null: the row, or the defaults.</summary>
    public string? Source { get; init; }

    /// <summary>The fields, from top to bottom.</summary>
    public required IReadOnlyList<PageField> Fields { get; init; }

    /// <summary>The text of the button.</summary>
    /// <value><c>Save</c>.</value>
    public string SubmitLabel { get; init; } = "Save";

    /// <summary>What to say after success; null: <c>Saved</c>.</summary>
    public string? DoneText { get; init; }

    /// <summary>A page of the plugin to open after success, with the fields of the answer as its parameters; null: stay.</summary>
    public string? DonePage { get; init; }
}
