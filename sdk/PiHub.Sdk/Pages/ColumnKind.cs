namespace PiHub.Sdk.Pages;

/// <summary>How a value is shown and sorted. In JSON a word in snake_case.</summary>
/// <remarks>A missing value or null is a dash, whatever the kind. Since 0.2.</remarks>
public enum ColumnKind
{
    /// <summary>As it comes: a text, or a number with its unit.</summary>
    Text = 0,

    /// <summary>A number with unit and decimals, in the reader's notation.</summary>
    Number = 1,

    /// <summary>Yes or no.</summary>
    Boolean = 2,

    /// <summary>A moment, RFC 3339, shown in the reader's zone.</summary>
    Time = 3,

    /// <summary>A day, <c>2026-03-08</c>.</summary>
    Date = 4,

    /// <summary>A length of time in seconds.</summary>
    Duration = 5,

    /// <summary>A size in bytes.</summary>
    Bytes = 6,

    /// <summary>An amount of money in whole units of its currency, e.g. 12.5 euros.</summary>
    Money = 7,

    /// <summary>A bar from 0 to 100.</summary>
    Percent = 8,

    /// <summary>A word on a colour, by the column's choices.</summary>
    Badge = 9,

    /// <summary>A text of several lines, which keeps its line ends.</summary>
    Multiline = 10,
}
