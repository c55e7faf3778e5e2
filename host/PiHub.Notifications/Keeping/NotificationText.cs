namespace PiHub.Notifications.Keeping;

/// <summary>Brings what somebody tells into bounds: it may come from a plugin, a device or a foreign server.</summary>
internal static class NotificationText
{
    public const int MaximumKindCharacters = 64;
    public const int MaximumSubjectCharacters = 200;
    public const int MaximumTitleCharacters = 200;
    public const int MaximumDetailCharacters = 2_000;
    private const int MaximumLinkCharacters = 500;

    public static Notification Bound(Notification notification) => notification with
    {
        Kind = OneLine(notification.Kind, MaximumKindCharacters),
        Subject = OneLine(notification.Subject, MaximumSubjectCharacters),
        Title = OneLine(notification.Title, MaximumTitleCharacters),
        Detail = Cut(notification.Detail, MaximumDetailCharacters),
        Link = IsInner(notification.Link) ? notification.Link : null,
    };

    /// <summary>Text without line breaks and other control characters, e.g. for the subject of a mail.</summary>
    public static string OneLine(string text, int maximumCharacters) =>
        Cut(string.Create(text.Length, text, (line, source) =>
        {
            for (int at = 0; at < line.Length; at++)
            {
                line[at] = char.IsControl(source[at]) || source[at] is '\u2028' or '\u2029' ? ' ' : source[at];
            }
        }).Trim(), maximumCharacters);

    // A link may only lead to the hub's own pages.
    private static bool IsInner(string? link) => link is { Length: > 0 and <= MaximumLinkCharacters }
        && link[0] == '/' && !link.StartsWith("//", StringComparison.Ordinal) && !link.Contains('\\', StringComparison.Ordinal) && !link.Any(char.IsControl);

    private static string Cut(string text, int maximumCharacters) =>
        text.Length <= maximumCharacters ? text : string.Concat(text.AsSpan(0, maximumCharacters - 1), "…");
}
