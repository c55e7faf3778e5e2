using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Index;

/// <summary>Finds blocks. One caller at a time.</summary>
internal sealed class IndexReader : IDisposable
{
    private const string Columns = "series, kind, from_ms, to_ms, count, file, offset, length";

    private readonly SqliteConnection? _owned;
    private readonly Statement _overlapping;
    private readonly Statement _before;
    private readonly Statement _behind;

    /// <summary>Prepares its statements.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="owns">Whether the connection is closed with it.</param>
    public IndexReader(SqliteConnection connection, bool owns)
    {
        _owned = owns ? connection : null;

        // Blocks of a series and kind do not overlap: the first one that reaches into the range begins last at or before its start.
        _overlapping = new Statement(connection, $"""
            SELECT {Columns} FROM block WHERE series=?1 AND kind=?2 AND from_ms >= coalesce(
                (SELECT max(from_ms) FROM block WHERE series=?1 AND kind=?2 AND from_ms <= ?3), ?3)
            AND from_ms < ?4 AND to_ms >= ?3 ORDER BY from_ms LIMIT ?5
            """);
        _before = new Statement(
            connection, $"SELECT {Columns} FROM block WHERE series=?1 AND kind=?2 AND from_ms < ?3 ORDER BY from_ms DESC LIMIT ?4");
        _behind = new Statement(
            connection, $"SELECT {Columns} FROM block WHERE series=?1 AND kind=?2 AND from_ms > ?3 ORDER BY from_ms LIMIT ?4");
    }

    /// <summary>Blocks with a time in a range, oldest first.</summary>
    /// <param name="series">The series' id.</param>
    /// <param name="kind">What they hold.</param>
    /// <param name="from">The range's start.</param>
    /// <param name="to">Its end, not included.</param>
    /// <param name="limit">At most so many.</param>
    public List<BlockRow> Overlapping(long series, BlockKind kind, long from, long to, int limit)
    {
        _overlapping.Bind(4, to);
        _overlapping.Bind(5, limit);
        return Rows(_overlapping, series, kind, from);
    }

    /// <summary>Blocks that begin before a time, newest first.</summary>
    public List<BlockRow> Before(long series, BlockKind kind, long time, int limit)
    {
        _before.Bind(4, limit);
        return Rows(_before, series, kind, time);
    }

    /// <summary>Blocks that begin behind a time, oldest first.</summary>
    public List<BlockRow> Behind(long series, BlockKind kind, long time, int limit)
    {
        _behind.Bind(4, limit);
        return Rows(_behind, series, kind, time);
    }

    public void Dispose()
    {
        _overlapping.Dispose();
        _before.Dispose();
        _behind.Dispose();
        _owned?.Dispose();
    }

    /// <summary>The row that a statement stands at; its columns are those of <c>block</c>.</summary>
    public static BlockRow Row(Statement statement) => new(
        statement.WholeNumber(0), (BlockKind)statement.WholeNumber(1), statement.WholeNumber(2), statement.WholeNumber(3),
        (int)statement.WholeNumber(4), (int)statement.WholeNumber(5), statement.WholeNumber(6), (int)statement.WholeNumber(7));

    private static List<BlockRow> Rows(Statement statement, long series, BlockKind kind, long time)
    {
        statement.Bind(1, series);
        statement.Bind(2, (long)kind);
        statement.Bind(3, time);
        var rows = new List<BlockRow>();
        while (statement.Step())
        {
            rows.Add(Row(statement));
        }

        statement.Reset();
        return rows;
    }
}
