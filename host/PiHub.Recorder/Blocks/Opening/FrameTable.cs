using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Opening;

/// <summary>All frames of all files, on disk, so that their number does not matter; gone when it is disposed.</summary>
internal sealed class FrameTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _add;

    public FrameTable(SqliteConnection connection)
    {
        _connection = connection;
        Execute("DROP TABLE IF EXISTS found");
        Execute("""
            CREATE TABLE found(series INTEGER, kind INTEGER, from_ms INTEGER, to_ms INTEGER, generation INTEGER, count INTEGER,
                file INTEGER, offset INTEGER, length INTEGER, damaged INTEGER,
                PRIMARY KEY(series, kind, from_ms, generation, file, offset)) WITHOUT ROWID
            """);
        _add = new Statement(connection, "INSERT OR REPLACE INTO found VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    }

    /// <summary>Adds much in one transaction.</summary>
    public void Fill(Action adding)
    {
        Execute("BEGIN");
        adding();
        Execute("COMMIT");
    }

    public void Add(in FoundFrame frame)
    {
        ReadOnlySpan<long> values =
        [
            frame.Series, (long)frame.Kind, frame.From, frame.To, frame.Generation, frame.Count, frame.File, frame.Offset, frame.Length,
            frame.IsDamaged ? 1 : 0,
        ];
        for (int column = 0; column < values.Length; column++)
        {
            _add.Bind(column + 1, values[column]);
        }

        _add.Execute();
    }

    /// <summary>Gives the frames of each series and kind, those together whose times overlap.</summary>
    public IEnumerable<List<FoundFrame>> Clusters()
    {
        using var rows = new Statement(
            _connection,
            "SELECT series, kind, from_ms, to_ms, generation, count, file, offset, length, damaged FROM found ORDER BY 1, 2, 3, 5, 7, 8");
        var cluster = new List<FoundFrame>();
        long to = long.MinValue;
        while (rows.Step())
        {
            var frame = new FoundFrame(
                rows.WholeNumber(0), (BlockKind)rows.WholeNumber(1), rows.WholeNumber(2), rows.WholeNumber(3), rows.WholeNumber(4),
                (int)rows.WholeNumber(5), (int)rows.WholeNumber(6), rows.WholeNumber(7), (int)rows.WholeNumber(8),
                rows.WholeNumber(9) != 0);
            if (cluster.Count > 0 && (cluster[0].Series != frame.Series || cluster[0].Kind != frame.Kind || frame.From > to))
            {
                yield return cluster;
                cluster = [];
            }

            to = cluster.Count == 0 ? frame.To : Math.Max(to, frame.To);
            cluster.Add(frame);
        }

        rows.Reset();
        if (cluster.Count > 0)
        {
            yield return cluster;
        }
    }

    public void Dispose()
    {
        _add.Dispose();
        Execute("DROP TABLE IF EXISTS found");
    }

    private void Execute(string sql)
    {
        using var statement = new Statement(_connection, sql);
        statement.Execute();
    }
}
