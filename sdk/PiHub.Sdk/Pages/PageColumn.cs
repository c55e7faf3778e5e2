namespace PiHub.Sdk.Pages;

/// <summary>A value to show: a column of a <see cref="PageTable"/>, a line of a <see cref="PageDetail"/>, a tile of
/// <see cref="PageTiles"/>.</summary>
/// <remarks>Equality compares the lists by reference. Since 0.1.</remarks>
public sealed record PageColumn
{
    /// <summary>The field of the row object; <c>a.b</c> is the field <c>b</c> inside of <c>a</c>.</summary>
    public required string Field { get; init; }

    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>How the value is shown and sorted.</summary>
    public ColumnKind Kind { get; init; }

    /// <summary>The unit shown behind each number, e.g. <c>V</c>; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Digits behind the decimal point, 0 to 6; null: as they come.</summary>
    public int? Decimals { get; init; }

    /// <summary>For <see cref="ColumnKind.Money"/>: the field with the ISO 4217 code of the currency, e.g. <c>EUR</c>; null:
    /// <see cref="Unit"/> is the code.</summary>
    public string? CurrencyField { get; init; }

    /// <summary>What values mean: their words and colours, for <see cref="ColumnKind.Badge"/>; the choices of the filter.</summary>
    public IReadOnlyList<PageChoice> Choices { get; init; } = [];

    /// <summary>Numbers below it are shown in the colour of a warning; null: none are.</summary>
    public double? WarnBelow { get; init; }

    /// <summary>Numbers above it are shown in the colour of a warning; null: none are.</summary>
    public double? WarnAbove { get; init; }

    /// <summary>Numbers below it are shown in the colour of an error; null: none are.</summary>
    public double? BadBelow { get; init; }

    /// <summary>Numbers above it are shown in the colour of an error; null: none are.</summary>
    public double? BadAbove { get; init; }

    /// <summary>For a tile: the field with the value of before, in the same unit; an arrow and the difference show the trend. Null: no
    /// trend.</summary>
    public string? PreviousField { get; init; }

    /// <summary>A page of the plugin that the value leads to; null: none.</summary>
    public string? LinkPage { get; init; }

    /// <summary>The parameters of <see cref="LinkPage"/>: <c>id</c> takes the row's field <c>id</c>, <c>supplier=supplier_id</c> gives the
    /// parameter <c>supplier</c> the field <c>supplier_id</c>.</summary>
    public IReadOnlyList<string> LinkParameters { get; init; } = [];

    /// <summary>The reader can show only the rows with one value of it: one of <see cref="Choices"/>, or of the values that are there.
    /// </summary>
    public bool IsFilterable { get; init; }

    /// <summary>The table cannot be sorted by it.</summary>
    public bool IsUnsortable { get; init; }

    /// <summary>The table's last line shows its sum over all rows; of a server-paged table <c>totals.&lt;field&gt;</c> of the answer.</summary>
    public bool HasTotal { get; init; }

    /// <summary>Not shown, and not in the CSV file; for placeholders, links and forms that need the field.</summary>
    public bool IsHidden { get; init; }
}
