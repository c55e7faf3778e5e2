using Microsoft.Extensions.Options;
using PiHub.Recorder;

namespace PiHub.Api.SystemStatus;

/// <summary>Asks the recorder and its disk. All that the API knows of the storage passes here.</summary>
internal sealed class RecorderStorage(IReadingStore store, IOptions<RecorderOptions> options) : IStorageSource
{
    public StorageResponse Read()
    {
        RecorderStatus status = store.Status;
        return new StorageResponse
        {
            State = status.State,
            Message = status.Message,
            Since = status.Since,
            Troubles = [.. new[] { status.Engine?.Trouble, status.Rollups?.Trouble, status.Retention?.Trouble, status.Retention?.Space.Warning }
                .OfType<string>()],
            Engine = status.Engine?.Name,
            Series = status.Engine?.Series,
            ReadingsKept = status.Engine?.Readings,
            ReadingsWritten = status.ReadingsWritten,
            ReadingsWaiting = status.Engine?.Waiting,
            BytesOnDisk = status.BytesOnDisk,
            JournalBytes = status.JournalBytes,
            Disk = ReadDisk(),
            CommitWindowMilliseconds = options.Value.CommitWindow.TotalMilliseconds,
            RollupLagSeconds = status.Rollups?.Lag.TotalSeconds,
            Damages = [.. (status.Engine?.Damages ?? []).Concat(status.JournalDamages)
                .OrderByDescending(damage => damage.FoundAt)
                .Select(damage => new DamageResponse(damage.FoundAt, damage.File, damage.Lost))],
        };
    }

    public WriteMark Count(WriteMark mark)
    {
        RecorderStatus status = store.Status;
        return mark with { Commits = status.Commits, Readings = status.ReadingsWritten };
    }

    private DiskResponse? ReadDisk()
    {
        try
        {
            var disk = new DriveInfo(Path.GetFullPath(options.Value.Folder));
            return new DiskResponse(disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // the recorder's own state says what is wrong with the disk
        }
    }
}
