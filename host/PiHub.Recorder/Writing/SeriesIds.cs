using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Recorder.Writing;

/// <summary>The ids of series, made at first use and kept in memory.</summary>
internal sealed class SeriesIds(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Dictionary<string, long>> _known = new(StringComparer.Ordinal);
    private readonly Statement _find = new(connection, "SELECT id FROM series WHERE device=? AND metric=?");
    private readonly Statement _add = new(connection, "INSERT INTO series(device, metric) VALUES(?, ?) RETURNING id");

    public long Of(string device, string metric)
    {
        if (!_known.TryGetValue(device, out Dictionary<string, long>? metrics))
        {
            _known.Add(device, metrics = new Dictionary<string, long>(StringComparer.Ordinal));
        }

        if (!metrics.TryGetValue(metric, out long id))
        {
            id = Read(_find, device, metric) ?? Read(_add, device, metric) ?? throw new InvalidOperationException("RETURNING gave no row.");
            metrics.Add(metric, id);
        }

        return id;
    }

    /// <summary>Forgets all ids: after a rollback some of them may not exist.</summary>
    public void Forget() => _known.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }

    private static long? Read(Statement statement, string device, string metric)
    {
        statement.Bind(1, device);
        statement.Bind(2, metric);
        long? id = statement.Step() ? statement.WholeNumber(0) : null;
        statement.Reset();
        return id;
    }
}
