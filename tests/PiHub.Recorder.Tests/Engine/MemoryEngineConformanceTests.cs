using PiHub.Recorder.Engine;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>The suite on the plainest engine: shows that the suite itself is right.</summary>
public static class MemoryEngineConformanceTests
{
    public sealed class Readings() : EngineConformanceReadings(new Storage());

    public sealed class Changes() : EngineConformanceChanges(new Storage());

    public sealed class Events() : EngineConformanceEvents(new Storage());

    public sealed class Rollups() : EngineConformanceRollups(new Storage());

    private sealed class Storage : IEngineStorage
    {
        private readonly MemoryEngine _engine = new();

        public IReadingEngine Create() => _engine;

        public Task SettleAsync(IReadingEngine engine) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
