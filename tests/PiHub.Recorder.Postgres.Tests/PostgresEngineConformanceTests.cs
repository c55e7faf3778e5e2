using PiHub.Recorder.Postgres.Tests.Server;
using PiHub.Recorder.Tests.Engine;

namespace PiHub.Recorder.Postgres.Tests;

/// <summary>The suite of all engines on a real server.</summary>
public static class PostgresEngineConformanceTests
{
    [Collection(PostgresCollection.Name)]
    public sealed class Readings(PostgresServer server) : EngineConformanceReadings(new PostgresHub(server));

    [Collection(PostgresCollection.Name)]
    public sealed class Changes(PostgresServer server) : EngineConformanceChanges(new PostgresHub(server));

    [Collection(PostgresCollection.Name)]
    public sealed class Events(PostgresServer server) : EngineConformanceEvents(new PostgresHub(server));

    [Collection(PostgresCollection.Name)]
    public sealed class Rollups(PostgresServer server) : EngineConformanceRollups(new PostgresHub(server));
}
