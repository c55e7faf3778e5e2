using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Tests.Engine;

namespace PiHub.Recorder.Postgres.Tests.Server;

/// <summary>A schema of one test and the engines over it.</summary>
/// <param name="server">The server.</param>
public sealed class PostgresHub(PostgresServer server) : IEngineStorage
{
    public PostgresOptions Options { get; } = server.NewSchema();

    public IReadingEngine Create() =>
        new PostgresEngine(Options, TimeProvider.System, new Random(1), NullLogger<PostgresEngine>.Instance);

    // A query waits until everything before it is on the server.
    public async Task SettleAsync(IReadingEngine engine) => await engine.ReadEventsAsync("nobody", null, 1, CancellationToken.None);

    public async ValueTask DisposeAsync() => await server.ExecuteAsync($"drop schema if exists {Options.Schema} cascade");
}
