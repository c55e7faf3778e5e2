namespace PiHub.Sdk.Pages;

/// <summary>A column of a <see cref="PageTable"/>.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed record PageColumn
{
    /// <summary>The field of the row object.</summary>
    public required string Field { get; init; }

    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>The unit shown behind each number, e.g. <c>V</c>; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Digits behind the decimal point, 0 to 6; null: as they come.</summary>
    public int? Decimals { get; init; }

    /// <summary>The field is an RFC 3339 time, shown in the reader's zone.</summary>
    public bool IsTime { get; init; }
}
