using PiHub.Notifications;
using PiHub.Recorder;
using PiHub.Recorder.Engine;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Tells when readings cannot be recorded, when the disk fills up, and what was found damaged.</summary>
internal sealed class StorageSource(IReadingStore store) : INotificationSource
{
    private const string Failing = "recorder_failing";
    private const string DiskNearlyFull = "disk_nearly_full";
    private const string Damaged = "storage_damaged";
    private const string Link = "/system";
    private const int MaximumDamages = 10;

    // Damage is told only until the next restart, but is not over then.
    public IReadOnlyList<string> Kinds { get; } = [Failing, DiskNearlyFull];

    public IEnumerable<Notification> Look() => Of(store.Status);

    internal static IEnumerable<Notification> Of(RecorderStatus status)
    {
        if (status.State == RecorderState.Failing)
        {
            yield return new Notification
            {
                Kind = Failing,
                Subject = "recorder",
                Severity = NotificationSeverity.Error,
                Title = "Readings cannot be recorded",
                Detail = $"{status.Message} Nothing is acknowledged meanwhile, so devices keep what they can.",
                Link = Link,
            };
        }

        if (status.Retention?.Space.Warning is { } warning)
        {
            yield return new Notification
            {
                Kind = DiskNearlyFull, Subject = "recorder", Severity = NotificationSeverity.Warning, Title = "The disk is nearly full", Detail = warning, Link = Link,
            };
        }

        IEnumerable<Damage> damages = (status.Engine?.Damages ?? []).Concat(status.JournalDamages);
        foreach (Damage damage in damages.OrderByDescending(damage => damage.FoundAt).DistinctBy(damage => damage.File).Take(MaximumDamages))
        {
            yield return new Notification
            {
                Kind = Damaged,
                Subject = Path.GetFileName(damage.File),
                Severity = NotificationSeverity.Warning,
                Title = $"Damage was found in '{Path.GetFileName(damage.File)}'",
                Detail = $"Lost: {damage.Lost}. Check the disk or SD card; a backup from before may have what is lost.",
                Link = Link,
            };
        }
    }
}
