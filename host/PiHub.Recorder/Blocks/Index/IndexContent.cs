using Microsoft.Data.Sqlite;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Index;

/// <summary>What is read of the index when it is opened: everything but the blocks.</summary>
internal static class IndexContent
{
    private const int MostDamages = 100;

    /// <summary>Null when it was never written.</summary>
    public static IndexState? State(SqliteConnection connection)
    {
        IndexState? found = null;
        Read(connection, "SELECT generation, needed_from, readings, complete FROM state", row => found = new IndexState(
            row.WholeNumber(0), row.WholeNumber(1), row.WholeNumber(2), row.WholeNumber(3) != 0));
        return found;
    }

    /// <summary>The highest id that a series ever had.</summary>
    public static long LastSeriesId(SqliteConnection connection)
    {
        long last = 0;
        Read(connection, "SELECT seq FROM sqlite_sequence WHERE name='series'", row => last = row.WholeNumber(0));
        return last;
    }

    public static List<SeriesRow> Series(SqliteConnection connection)
    {
        var rows = new List<SeriesRow>();
        Read(
            connection,
            """
            SELECT id, device, metric, flushed, version, minutes_until, hours_until, days_until, raw_from,
                newest_time, newest_number, newest_flags, newest_text FROM series ORDER BY id
            """,
            row => rows.Add(Row(row)));
        return rows;
    }

    public static List<(long Series, StaleRange Range)> Stale(SqliteConnection connection)
    {
        var rows = new List<(long, StaleRange)>();
        Read(connection, "SELECT series, id, from_ms, to_ms FROM stale ORDER BY id", row => rows.Add((
            row.WholeNumber(0), new StaleRange(row.WholeNumber(1), new TimeRange(row.WholeNumber(2), row.WholeNumber(3))))));
        return rows;
    }

    public static List<FileRow> Files(SqliteConnection connection)
    {
        var rows = new List<FileRow>();
        Read(connection, "SELECT number, lasting, length, live FROM file ORDER BY number", row => rows.Add(new FileRow(
            (int)row.WholeNumber(0), row.WholeNumber(1) != 0, row.WholeNumber(2), row.WholeNumber(3))));
        return rows;
    }

    public static List<DeletionRow> Deletions(SqliteConnection connection)
    {
        var rows = new List<DeletionRow>();
        Read(connection, "SELECT device, entry, series, file, offset, length FROM deletion", row => rows.Add(new DeletionRow(
            row.Text(0), row.WholeNumber(1), row.WholeNumber(2), (int)row.WholeNumber(3), row.WholeNumber(4), (int)row.WholeNumber(5))));
        return rows;
    }

    public static List<long> Gone(SqliteConnection connection)
    {
        var rows = new List<long>();
        Read(connection, "SELECT series FROM gone", row => rows.Add(row.WholeNumber(0)));
        return rows;
    }

    public static List<Damage> Damages(SqliteConnection connection)
    {
        var rows = new List<Damage>();
        Read(connection, $"SELECT found_ms, file, lost FROM damage ORDER BY id DESC LIMIT {MostDamages}", row => rows.Add(
            new Damage(UnixTime.ToTime(row.WholeNumber(0)), row.Text(1), row.Text(2))));
        return rows;
    }

    /// <summary>The blocks of one file; reads the whole table.</summary>
    public static List<BlockRow> BlocksOf(SqliteConnection connection, int file)
    {
        var rows = new List<BlockRow>();
        Read(
            connection,
            $"SELECT series, kind, from_ms, to_ms, count, file, offset, length FROM block WHERE file={file}",
            row => rows.Add(IndexReader.Row(row)));
        return rows;
    }

    /// <summary>Goes through the rows of a query.</summary>
    public static void Read(SqliteConnection connection, string sql, Action<Statement> row)
    {
        using var statement = new Statement(connection, sql);
        while (statement.Step())
        {
            row(statement);
        }

        statement.Reset();
    }

    private static SeriesRow Row(Statement row) => new()
    {
        Series = new RecordedSeries(row.WholeNumber(0), row.Text(1), row.Text(2)),
        Flushed = row.WholeNumber(3),
        Version = row.WholeNumber(4),
        MinutesUntil = row.WholeNumber(5),
        HoursUntil = row.WholeNumber(6),
        DaysUntil = row.WholeNumber(7),
        RawFrom = row.WholeNumber(8),
        Newest = row.IsNull(9) ? null : Newest(row),
    };

    private static ReadingPoint Newest(Statement row)
    {
        var flags = new ReadingFlags((byte)row.WholeNumber(11));
        MetricValue value = flags.Kind switch
        {
            MetricValueKind.Text => row.Text(12),
            MetricValueKind.Boolean => row.Number(10) != 0,
            _ => row.Number(10),
        };
        return new ReadingPoint(UnixTime.ToTime(row.WholeNumber(9)), value) { Quality = flags.Quality };
    }
}
