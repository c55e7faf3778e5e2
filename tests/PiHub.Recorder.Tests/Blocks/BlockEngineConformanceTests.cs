using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Blocks;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Tests.Engine;

namespace PiHub.Recorder.Tests.Blocks;

/// <summary>The suite on blocks in the machine's own files.</summary>
public static class BlockEngineConformanceTests
{
    public sealed class Readings() : EngineConformanceReadings(new Storage());

    public sealed class Changes() : EngineConformanceChanges(new Storage());

    public sealed class Events() : EngineConformanceEvents(new Storage());

    public sealed class Rollups() : EngineConformanceRollups(new Storage());

    private sealed class Storage : IEngineStorage
    {
        private readonly StoreFolder _folder = new();

        public IReadingEngine Create() => new BlockEngine(
            new RecorderOptions { Folder = _folder.Path }, new DiskFileSystem(new WriteMeter()), TimeProvider.System, NullLogger.Instance);

        public Task SettleAsync(IReadingEngine engine) => ((BlockEngine)engine).FlushAsync(CancellationToken.None);

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
