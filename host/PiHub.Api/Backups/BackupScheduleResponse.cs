using PiHub.Backup;

namespace PiHub.Api.Backups;

/// <summary>How the automatic backups do.</summary>
/// <param name="NextAt">When the next one is due, UTC; null when there are none.</param>
/// <param name="FailedAt">When the last one failed, UTC; null when it did not.</param>
/// <param name="Failure">Why; null when it did not.</param>
internal sealed record BackupScheduleResponse(DateTimeOffset? NextAt, DateTimeOffset? FailedAt, string? Failure)
{
    public static BackupScheduleResponse Of(BackupScheduleStatus status) => new(status.NextAt, status.FailedAt, status.Failure);
}
