namespace PiHub.Sdk.Pages;

/// <summary>One of the values that a field may have.</summary>
/// <remarks>Since 0.2.</remarks>
public sealed record PageChoice
{
    /// <summary>The value; a number or boolean as JSON writes it, e.g. <c>true</c>.</summary>
    public required string Value { get; init; }

    /// <summary>What people read; null: the value.</summary>
    public string? Label { get; init; }

    /// <summary>The colour behind it.</summary>
    public PageTone Tone { get; init; }
}
