using PiHub.Backup;
using PiHub.Notifications;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Tells when the last automatic backup failed, until one succeeds.</summary>
internal sealed class BackupSource(BackupSchedule schedule) : INotificationSource
{
    private const string Kind = "automatic_backup_failed";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public IEnumerable<Notification> Look() => Of(schedule.Status());

    internal static IEnumerable<Notification> Of(BackupScheduleStatus status)
    {
        if (status.Failure is { } why)
        {
            yield return new Notification
            {
                Kind = Kind,
                Subject = "hub",
                Severity = NotificationSeverity.Error,
                Title = "The automatic backup failed",
                Detail = $"{why} Nothing of it remains; the next try is at the next time. Make room, or make a backup by hand.",
                Link = "/settings/backups",
            };
        }
    }
}
