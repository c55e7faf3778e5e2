namespace PiHub.Sdk.Pages;

/// <summary>A text: paragraphs with an empty line between them, lists of lines that begin with <c>- </c>, <c>**bold**</c>,
/// <c>`code`</c> and <c>[links](https://example.org)</c>. Anything else, HTML too, is shown as it is.</summary>
/// <remarks>Since 0.2.</remarks>
public sealed record PageText : PageElement
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The colour behind it; <see cref="PageTone.Neutral"/>: none.</summary>
    public PageTone Tone { get; init; }
}
