using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Recorder.Writing;

/// <summary>Deletes devices in two steps: their series vanish at once, their readings bit by bit, so that no commit waits long.</summary>
internal sealed class RemovedSeries : IDisposable
{
    private readonly Statement[] _remove;
    private readonly Statement _next;
    private readonly Statement _deleteSome;
    private readonly Statement _forget;

    public RemovedSeries(SqliteConnection connection)
    {
        _remove =
        [
            new(connection, "INSERT INTO removed_series SELECT id FROM series WHERE device=?"),
            new(connection, "DELETE FROM series WHERE device=?"),
            new(connection, "DELETE FROM event WHERE device=?"),
        ];
        _next = new(connection, "SELECT id FROM removed_series LIMIT 1");
        _deleteSome = new(
            connection,
            """
            DELETE FROM reading WHERE series_id=?1 AND time_ms <=
            (SELECT max(time_ms) FROM (SELECT time_ms FROM reading WHERE series_id=?1 ORDER BY time_ms LIMIT 5000))
            """);
        _forget = new(connection, "DELETE FROM removed_series WHERE id=?");
    }

    /// <summary>Hides a device's series and deletes its events.</summary>
    public void Remove(string device)
    {
        foreach (Statement statement in _remove)
        {
            statement.Bind(1, device);
            statement.Execute();
        }
    }

    /// <summary>Deletes up to 5,000 readings of removed series.</summary>
    /// <returns>False when none are left.</returns>
    public bool DeleteSome()
    {
        long? id = _next.Step() ? _next.WholeNumber(0) : null;
        _next.Reset();
        if (id is not { } series)
        {
            return false;
        }

        _deleteSome.Bind(1, series);
        _deleteSome.Execute();
        if (_deleteSome.Changes == 0)
        {
            _forget.Bind(1, series);
            _forget.Execute();
        }

        return true;
    }

    public void Dispose()
    {
        foreach (Statement statement in _remove)
        {
            statement.Dispose();
        }

        _next.Dispose();
        _deleteSome.Dispose();
        _forget.Dispose();
    }
}
