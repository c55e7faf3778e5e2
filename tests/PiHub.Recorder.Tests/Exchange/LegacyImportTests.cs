using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Exchange;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;
using static PiHub.Recorder.Tests.StoreFolder;

namespace PiHub.Recorder.Tests.Exchange;

public sealed class LegacyImportTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFolder _folder = new();
    private readonly string _legacy = Directory.CreateTempSubdirectory("pihub-legacy-").FullName;

    private string File => Path.Combine(_legacy, LegacyImport.FileName);

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_legacy, recursive: true);
    }

    [Fact]
    public async Task ExecuteAsync_DatabaseOfTheFirstStore_IsTakenOverOnceAndRenamed()
    {
        Fill();
        await using ReadingStore store = await _folder.StartAsync();
        await RunAsync(store);

        IReadOnlyList<ReadingPoint> points = (await store.QueryAsync(Query(0, 10_000), None)).Points;
        Assert.Equal(2_500, points.Count);
        Assert.Equal([0.5, true, "text"], points.Take(3).Select(point => point.Value));
        Assert.Equal("""{"type":"dip"}""", Assert.Single(await store.QueryEventsAsync("meter", null, 10, None)).Payload);
        Assert.False(System.IO.File.Exists(File));
        Assert.True(System.IO.File.Exists(File + ".imported"));
    }

    [Fact]
    public async Task ExecuteAsync_StoppedInBetween_RepeatsHarmlessly()
    {
        Fill();
        await using ReadingStore store = await _folder.StartAsync();
        using (var stopped = Import(store))
        {
            await stopped.StartAsync(None);
            await stopped.StopAsync(None);
        }

        Assert.True(System.IO.File.Exists(File));
        await RunAsync(store);
        Assert.Equal(2_500, (await store.QueryAsync(Query(0, 10_000), None)).Points.Count);
        Assert.Single(await store.QueryEventsAsync("meter", null, 10, None));
    }

    [Fact]
    public async Task ExecuteAsync_DamagedFile_StaysAndHarmsNothing()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5_000));
        await using ReadingStore store = await _folder.StartAsync();
        await RunAsync(store);
        Assert.True(System.IO.File.Exists(File));
    }

    private LegacyImport Import(IReadingStore store) => new(store, _legacy, TimeProvider.System, NullLogger.Instance);

    private async Task RunAsync(IReadingStore store)
    {
        using LegacyImport import = Import(store);
        await import.StartAsync(None);
        await (import.ExecuteTask ?? Task.CompletedTask);
    }

    private void Fill()
    {
        var database = new SqliteDatabase(File);
        using (SqliteConnection connection = database.Open())
        {
            Execute(connection, "CREATE TABLE series(id INTEGER PRIMARY KEY, device TEXT NOT NULL, metric TEXT NOT NULL) STRICT");
            Execute(connection, "CREATE TABLE reading(series_id INTEGER, time_ms INTEGER, value ANY, PRIMARY KEY(series_id, time_ms)) STRICT, WITHOUT ROWID");
            Execute(connection, "CREATE TABLE event(device TEXT, time_ms INTEGER, type TEXT, payload TEXT) STRICT");
            Execute(connection, "INSERT INTO series VALUES(7, 'meter', 'power_watt')");
            Execute(connection, "INSERT INTO reading VALUES(7, 0, 0.5), (7, 1, 1), (7, 2, 'text')");
            Execute(connection, "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i+1 FROM n WHERE i<2499) INSERT INTO reading SELECT 7, i, i*1.0 FROM n");
            Execute(connection, """INSERT INTO event VALUES('meter', 5, 'dip', '{"type":"dip"}')""");
        }

        database.ClosePool();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Execute();
    }
}
