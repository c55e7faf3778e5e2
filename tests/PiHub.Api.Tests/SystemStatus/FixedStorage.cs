using PiHub.Api.SystemStatus;
using PiHub.Recorder;

namespace PiHub.Api.Tests.SystemStatus;

/// <summary>A storage that does as the test says.</summary>
internal sealed class FixedStorage : IStorageSource
{
    public StorageResponse Storage { get; set; } = new()
    {
        State = RecorderState.Ok,
        Since = new DateTimeOffset(2026, 3, 8, 12, 0, 0, TimeSpan.Zero),
        ReadingsWritten = 0,
        BytesOnDisk = 0,
    };

    public WriteMark Counters { get; set; } = new(0, default);

    public StorageResponse Read() => Storage;

    public WriteMark Count(WriteMark mark) => Counters with { Timestamp = mark.Timestamp, Time = mark.Time, ProcessBytes = mark.ProcessBytes };
}
