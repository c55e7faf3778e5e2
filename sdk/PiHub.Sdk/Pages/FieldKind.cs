namespace PiHub.Sdk.Pages;

/// <summary>What is entered into a field, and as what it is sent. In JSON a word in snake_case.</summary>
/// <remarks>Since 0.2.</remarks>
public enum FieldKind
{
    /// <summary>A line of text.</summary>
    Text = 0,

    /// <summary>A text of several lines.</summary>
    Multiline = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>Yes or no.</summary>
    Boolean = 3,

    /// <summary>One of some values, sent as text; with a search when there are many.</summary>
    Choice = 4,

    /// <summary>A day, sent as <c>2026-03-08</c>.</summary>
    Date = 5,

    /// <summary>A time of day, sent as <c>14:05</c>.</summary>
    TimeOfDay = 6,

    /// <summary>A moment, entered in the reader's zone, sent as RFC 3339 in UTC.</summary>
    Moment = 7,

    /// <summary>A device of the hub, sent as its id.</summary>
    Device = 8,

    /// <summary>A metric of a device, sent as its name.</summary>
    Metric = 9,

    /// <summary>A colour, sent as <c>#rrggbb</c>.</summary>
    Colour = 10,

    /// <summary>A text that is never shown again; left empty in an edit it is not sent, and stays as it is.</summary>
    Secret = 11,

    /// <summary>A list of rows, each with the same fields, sent as an array of objects.</summary>
    List = 12,
}
