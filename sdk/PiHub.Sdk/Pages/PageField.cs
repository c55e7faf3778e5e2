namespace PiHub.Sdk.Pages;

/// <summary>A field of a <see cref="PageForm"/>, or an argument of a <see cref="PageAction"/>.</summary>
/// <remarks>Equality compares the lists by reference. Since 0.2.</remarks>
public sealed record PageField
{
    /// <summary>The property of the JSON object, <c>[a-z][a-z0-9_]*</c>; also the field of the initial values.</summary>
    public required string Name { get; init; }

    /// <summary>What people read; null: words made from the name.</summary>
    public string? Label { get; init; }

    /// <summary>What is entered, and as what it is sent.</summary>
    public FieldKind Kind { get; init; }

    /// <summary>A line of help below the field; null for none.</summary>
    public string? Help { get; init; }

    /// <summary>Must be filled in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Is shown, but cannot be changed.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The value to begin with, as JSON writes it for numbers and booleans, e.g. <c>2.5</c>; <c>today</c> and <c>now</c> for a day
    /// and a moment. Null: empty.</summary>
    public string? Default { get; init; }

    /// <summary>The unit of a number, e.g. <c>kg</c>; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>The least number, in its unit; null: any.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest number, in its unit; null: any.</summary>
    public double? Max { get; init; }

    /// <summary>The distance of permitted numbers from <see cref="Min"/>, in its unit; 1 permits whole numbers. Null: any.</summary>
    public double? Step { get; init; }

    /// <summary>The most characters of a text, or the most rows of a list; null: any.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression, in the notation that JavaScript and .NET share, that a whole text must match; null: any.</summary>
    public string? Pattern { get; init; }

    /// <summary>What a text must look like, said when it does not match <see cref="Pattern"/>.</summary>
    public string? PatternHelp { get; init; }

    /// <summary>The values of <see cref="FieldKind.Choice"/>; empty when a route knows them.</summary>
    public IReadOnlyList<PageChoice> Choices { get; init; } = [];

    /// <summary>A route that answers GET with the choices: an array of <c>{"value", "label"}</c> or of texts. It may name other fields of
    /// the form as placeholders, and is asked again when they change.</summary>
    public string? ChoicesRoute { get; init; }

    /// <summary>For <see cref="FieldKind.Metric"/>: the name of the field of kind <see cref="FieldKind.Device"/> whose metrics are offered.
    /// </summary>
    public string? DeviceField { get; init; }

    /// <summary>The field is there only while another one has a value: <c>kind=repair</c>, several values with <c>|</c> between them,
    /// <c>kind</c> alone for any value but none and false. Null: always.</summary>
    public string? VisibleWhen { get; init; }

    /// <summary>The fields of each row of a <see cref="FieldKind.List"/>.</summary>
    public IReadOnlyList<PageField> Fields { get; init; } = [];
}
