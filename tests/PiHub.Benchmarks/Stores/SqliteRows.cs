using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Benchmarks.Load;
using PiHub.Sqlite;

namespace PiHub.Benchmarks.Stores;

/// <summary>A row a reading, without compression or rollups: what a program does that just uses SQLite. A commit is on disk when it returns.
/// </summary>
internal sealed class SqliteRows : IStoreClient
{
    public const string Name = "SQLite rows";

    /// <summary>Readings in a transaction.</summary>
    private const int BatchReadings = 10_000;

    private readonly SqliteConnection _connection;

    public SqliteRows(string folder)
    {
        _connection = new SqliteDatabase(Path.Combine(folder, "rows.db")).Open();
        _connection.Execute(
            """
            CREATE TABLE IF NOT EXISTS series(id INTEGER PRIMARY KEY, device TEXT NOT NULL, metric TEXT NOT NULL, UNIQUE(device, metric));
            CREATE TABLE IF NOT EXISTS reading(
                series INTEGER NOT NULL, time INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY(series, time)) WITHOUT ROWID;
            """);
    }

    public Task IngestAsync(ReadingLoad load, CancellationToken cancellationToken)
    {
        using IReadingSource source = load.Open();
        double[] values = new double[source.Metrics.Count];
        long[] ids = [.. source.Metrics.Select(metric => SeriesId(source.Device, metric))];
        using var insert = new Statement(_connection, "INSERT OR REPLACE INTO reading VALUES(?, ?, ?)");
        int waiting = 0;
        while (source.TryRead(out long timeMs, values))
        {
            if (waiting == 0)
            {
                _connection.Execute("BEGIN;");
            }

            for (int index = 0; index < ids.Length; index++)
            {
                insert.Bind(1, ids[index]);
                insert.Bind(2, timeMs);
                insert.Bind(3, values[index]);
                insert.Execute();
            }

            waiting += ids.Length;
            if (waiting >= BatchReadings)
            {
                _connection.Execute("COMMIT;");
                waiting = 0;
            }
        }

        if (waiting > 0)
        {
            _connection.Execute("COMMIT;");
        }

        return Task.CompletedTask;
    }

    public Task<long> QueryAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        using var select = new Statement(_connection, query.Points == 0
            ? "SELECT time, value FROM reading WHERE series=?1 AND time>=?2 AND time<?3"
            : "SELECT (time-?2)/?4, min(value), max(value), avg(value) FROM reading WHERE series=?1 AND time>=?2 AND time<?3 GROUP BY 1");
        select.Bind(1, SeriesId(query.Device, query.Metric));
        select.Bind(2, query.FromMs);
        select.Bind(3, query.ToMs);
        if (query.Points > 0)
        {
            select.Bind(4, query.StepMs);
        }

        long count = 0;
        double sum = 0;
        while (select.Step())
        {
            sum += select.WholeNumber(0) + select.Number(1);
            count++;
        }

        return Task.FromResult(double.IsFinite(sum) ? count : 0);
    }

    public ValueTask DisposeAsync()
    {
        SqliteDatabase.Discard(_connection);
        return ValueTask.CompletedTask;
    }

    private long SeriesId(string device, string metric)
    {
        _connection.Execute("INSERT OR IGNORE INTO series(device, metric) VALUES(@device, @metric)", new { device, metric });
        return _connection.ExecuteScalar<long>("SELECT id FROM series WHERE device=@device AND metric=@metric", new { device, metric });
    }
}
