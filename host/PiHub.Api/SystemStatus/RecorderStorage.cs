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
            ReadingsWritten = status.ReadingsWritten,
            BytesOnDisk = status.BytesOnDisk,
            Disk = ReadDisk(),
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
