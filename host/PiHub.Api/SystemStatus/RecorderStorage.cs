using Microsoft.Extensions.Options;
using PiHub.Recorder;
using PiHub.Recorder.Retention;

namespace PiHub.Api.SystemStatus;

/// <summary>Asks the recorder and its disk. All that the API knows of the storage passes here.</summary>
internal sealed class RecorderStorage(IReadingStore store, IOptions<RecorderOptions> options, ExportReport export) : IStorageSource
{
    public StorageResponse Read()
    {
        RecorderStatus status = store.Status;
        return new StorageResponse
        {
            State = status.State,
            Message = status.Message,
            Since = status.Since,
            Troubles = Troubles(status),
            Engine = status.Engine?.Name,
            Series = status.Engine?.Series,
            ReadingsKept = status.Engine?.Readings,
            ReadingsWritten = status.ReadingsWritten,
            ReadingsWaiting = status.Engine?.Waiting,
            BytesOnDisk = status.BytesOnDisk,
            JournalBytes = status.JournalBytes,
            BlockBytes = status.Engine?.BlockBytes,
            Disk = ReadDisk(status.Retention?.Space),
            Retention = [.. (status.Retention?.Rules ?? []).Select(RuleOf)],
            CommitWindowMilliseconds = options.Value.CommitWindow.TotalMilliseconds,
            RollupLagSeconds = status.Rollups?.Lag.TotalSeconds,
            Damages = [.. (status.Engine?.Damages ?? []).Concat(status.JournalDamages)
                .OrderByDescending(damage => damage.FoundAt)
                .Select(damage => new DamageResponse(damage.FoundAt, damage.File, damage.Lost))],
            Export = export.Read(),
        };
    }

    public WriteMark Count(WriteMark mark)
    {
        RecorderStatus status = store.Status;
        return mark with
        {
            Commits = status.Commits,
            Readings = status.ReadingsWritten,
            PayloadBytes = status.PayloadBytes,
            RecorderBytes = status.BytesWritten,
            Syncs = status.Syncs,
        };
    }

    // What the disk is short of is told with the disk.
    private static string[] Troubles(RecorderStatus status) =>
    [
        .. new[] { status.Engine?.Trouble, status.Rollups?.Trouble, status.Retention?.Trouble, status.Retention?.Held }.OfType<string>(),
    ];

    private static RetentionRuleResponse RuleOf(RetentionInForce rule) => new(
        rule.Pattern, rule.Raw?.TotalSeconds, rule.Minute?.TotalSeconds, rule.Hour?.TotalSeconds, rule.Day?.TotalSeconds);

    private DiskResponse? ReadDisk(SpaceStatus? space)
    {
        try
        {
            var disk = new DriveInfo(Path.GetFullPath(options.Value.Folder));
            return new DiskResponse(disk.AvailableFreeSpace, disk.TotalSize)
            {
                Warning = space?.Warning,
                FullInSeconds = space?.FullIn?.TotalSeconds,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // the recorder's own state says what is wrong with the disk
        }
    }
}
