using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Postgres.Tests.Server;
using PiHub.Recorder.Tests.Engine;

namespace PiHub.Recorder.Postgres.Tests;

/// <summary>The suite of all engines on a real server.</summary>
public static class PostgresEngineConformanceTests
{
    [Collection(PostgresCollection.Name)]
    public sealed class Readings(PostgresServer server) : EngineConformanceReadings(new Storage(server));

    [Collection(PostgresCollection.Name)]
    public sealed class Changes(PostgresServer server) : EngineConformanceChanges(new Storage(server));

    [Collection(PostgresCollection.Name)]
    public sealed class Events(PostgresServer server) : EngineConformanceEvents(new Storage(server));

    [Collection(PostgresCollection.Name)]
    public sealed class Rollups(PostgresServer server) : EngineConformanceRollups(new Storage(server));

    private sealed class Storage(PostgresServer server) : IEngineStorage
    {
        private readonly PostgresOptions _options = server.NewSchema();

        public IReadingEngine Create() =>
            new PostgresEngine(_options, TimeProvider.System, new Random(1), NullLogger<PostgresEngine>.Instance);

        // A query waits until everything before it is on the server.
        public async Task SettleAsync(IReadingEngine engine) => await engine.ReadEventsAsync("nobody", null, 1, CancellationToken.None);

        public async ValueTask DisposeAsync() => await server.ExecuteAsync($"drop schema if exists {_options.Schema} cascade");
    }
}
