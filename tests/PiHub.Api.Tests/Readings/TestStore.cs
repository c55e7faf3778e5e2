using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Tests.Engine;

namespace PiHub.Api.Tests.Readings;

/// <summary>Makes the stores of these tests.</summary>
internal static class TestStore
{
    /// <summary>A store that is not started yet.</summary>
    public static ReadingStore Create(string folder, IReadingEngine? engine = null, IMetricKinds? kinds = null) => new(
        new RecorderOptions { Folder = folder }, engine ?? new MemoryEngine(), TimeProvider.System, NullLogger<ReadingStore>.Instance, kinds);
}
