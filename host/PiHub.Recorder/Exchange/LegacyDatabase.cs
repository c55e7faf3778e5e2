using Microsoft.Data.Sqlite;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;
using SQLitePCL;

namespace PiHub.Recorder.Exchange;

/// <summary>Reads the database of the first store, page by page: tables <c>series</c>, <c>reading</c> and <c>event</c>.</summary>
internal sealed class LegacyDatabase(string path) : IDisposable
{
    private readonly SqliteDatabase _database = new(path);

    /// <summary>All series, by id.</summary>
    public List<(long Id, string Device, string Metric)> Series()
    {
        using SqliteConnection connection = _database.Open();
        using var rows = new Statement(connection, "SELECT id, device, metric FROM series ORDER BY id");
        List<(long, string, string)> series = [];
        while (rows.Step())
        {
            series.Add((rows.WholeNumber(0), rows.Text(1), rows.Text(2)));
        }

        return series;
    }

    /// <summary>The readings of a series behind a time, oldest first.</summary>
    public List<(long Time, MetricValue Value)> Readings(long series, long after, int limit)
    {
        using SqliteConnection connection = _database.Open();
        using var rows = new Statement(
            connection, "SELECT time_ms, value FROM reading WHERE series_id=? AND time_ms>? ORDER BY time_ms LIMIT ?");
        rows.Bind(1, series);
        rows.Bind(2, after);
        rows.Bind(3, limit);
        List<(long, MetricValue)> readings = [];
        while (rows.Step())
        {
            readings.Add((rows.WholeNumber(0), Value(rows)));
        }

        return readings;
    }

    /// <summary>Events, so many from a place on.</summary>
    public List<DeviceEvent> Events(long offset, int limit)
    {
        using SqliteConnection connection = _database.Open();
        using var rows = new Statement(
            connection, "SELECT device, time_ms, type, payload FROM event ORDER BY device, time_ms, type, payload LIMIT ? OFFSET ?");
        rows.Bind(1, limit);
        rows.Bind(2, offset);
        List<DeviceEvent> events = [];
        while (rows.Step())
        {
            events.Add(new DeviceEvent
            {
                Device = rows.Text(0), Time = UnixTime.ToTime(rows.WholeNumber(1)), Type = rows.Text(2), Payload = rows.Text(3),
            });
        }

        return events;
    }

    public void Dispose() => _database.ClosePool();

    // The type of the column is the kind of the value.
    private static MetricValue Value(Statement row) => row.TypeCode(1) switch
    {
        raw.SQLITE_FLOAT => row.Number(1),
        raw.SQLITE_INTEGER => row.WholeNumber(1) != 0,
        _ => row.Text(1),
    };
}
