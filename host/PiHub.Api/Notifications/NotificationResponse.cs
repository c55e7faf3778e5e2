using PiHub.Notifications;

namespace PiHub.Api.Notifications;

/// <summary>A notification, as the API shows it.</summary>
internal sealed record NotificationResponse(
    long Id,
    string Kind,
    string Subject,
    NotificationSeverity Severity,
    string Title,
    string Detail,
    string? Link,
    DateTimeOffset RaisedAt,
    DateTimeOffset LastAt,
    int Count,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? DismissedAt)
{
    public static NotificationResponse Of(NotificationEntry entry) => new(
        entry.Id,
        entry.Notification.Kind,
        entry.Notification.Subject,
        entry.Notification.Severity,
        entry.Notification.Title,
        entry.Notification.Detail,
        entry.Notification.Link,
        entry.RaisedAt,
        entry.LastAt,
        entry.Count,
        entry.ResolvedAt,
        entry.DismissedAt);
}
