namespace PiHub.Notifications;

/// <summary>Something that the owner should know.</summary>
public sealed record Notification
{
    /// <summary>What kind of thing, in snake_case, e.g. <c>plugin_quarantined</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, e.g. a plugin's or device's id; with <see cref="Kind"/> it tells notifications apart.</summary>
    public required string Subject { get; init; }

    /// <summary>How much it matters.</summary>
    public required NotificationSeverity Severity { get; init; }

    /// <summary>One line of English text.</summary>
    public required string Title { get; init; }

    /// <summary>What is wrong and what to do; no secret.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The page with the remedy, as a path of the web interface, e.g. <c>/plugins/tally</c>; null when there is none.</summary>
    public string? Link { get; init; }
}
