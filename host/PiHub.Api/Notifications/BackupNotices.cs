using PiHub.Notifications;

namespace PiHub.Api.Notifications;

/// <summary>Tells of backups that failed; to be called by whoever makes one.</summary>
/// <param name="notifications">Where to tell.</param>
public sealed class BackupNotices(INotifications notifications)
{
    private const string Kind = "backup_failed";
    private const string Subject = "hub";

    /// <summary>A backup failed.</summary>
    /// <param name="cause">Why.</param>
    public void Failed(string cause) => notifications.Raise(new Notification
    {
        Kind = Kind,
        Subject = Subject,
        Severity = NotificationSeverity.Error,
        Title = "A backup failed",
        Detail = $"{cause} Nothing of it remains. Make room, or choose another place, and make a backup again.",
        Link = "/settings/backups",
    });

    /// <summary>A backup was made, so an earlier failure is over.</summary>
    public void Made() => notifications.Resolve(Kind, Subject);
}
