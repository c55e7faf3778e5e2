namespace PiHub.Sdk.Pages;

/// <summary>What a colour says. In JSON a word in snake_case.</summary>
/// <remarks>Since 0.2.</remarks>
public enum PageTone
{
    /// <summary>Nothing.</summary>
    Neutral = 0,

    /// <summary>All is well.</summary>
    Good = 1,

    /// <summary>Somebody should look.</summary>
    Warning = 2,

    /// <summary>Something is wrong.</summary>
    Bad = 3,
}
