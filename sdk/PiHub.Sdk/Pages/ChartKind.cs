namespace PiHub.Sdk.Pages;

/// <summary>How a <see cref="PageChart"/> is drawn. In JSON a word in snake_case.</summary>
/// <remarks>Since 0.2.</remarks>
public enum ChartKind
{
    /// <summary>Points joined by lines.</summary>
    Line = 0,

    /// <summary>Bars beside each other.</summary>
    Bar = 1,

    /// <summary>Bars on top of each other.</summary>
    StackedBar = 2,

    /// <summary>Points alone, over a horizontal axis of numbers.</summary>
    Scatter = 3,
}
