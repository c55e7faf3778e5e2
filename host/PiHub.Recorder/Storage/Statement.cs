using System.Text;
using Microsoft.Data.Sqlite;
using PiHub.Sdk.Readings;
using SQLitePCL;

namespace PiHub.Recorder.Storage;

/// <summary>A prepared statement, bound and stepped without allocations; parameters and columns count from 1 and 0, as in SQLite.</summary>
/// <remarks>ADO.NET makes a reader and boxes parameters at every execution; this is the store's innermost loop.</remarks>
internal sealed class Statement : IDisposable
{
    // Four bytes are enough for any UTF-16 character; longer texts take an array.
    private const int StackBytes = 4 * MetricValue.MaximumTextLength;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    public void Bind(int parameter, string value)
    {
        if (value.Length == 0)
        {
            // An empty span has no address, which SQLite would take for NULL.
            Check(raw.sqlite3_bind_text(_statement, parameter, ""));
            return;
        }

        int length = Encoding.UTF8.GetByteCount(value);
        Span<byte> bytes = length <= StackBytes ? stackalloc byte[StackBytes] : new byte[length];
        Encoding.UTF8.GetBytes(value, bytes);
        Check(raw.sqlite3_bind_text(_statement, parameter, bytes[..length]));
    }

    public void Bind(int parameter, MetricValue value)
    {
        switch (value)
        {
            case { Text: { } text }:
                Bind(parameter, text);
                break;
            case { Boolean: { } boolean }:
                Bind(parameter, boolean ? 1L : 0L);
                break;
            default:
                Check(raw.sqlite3_bind_double(_statement, parameter, value.Number.GetValueOrDefault()));
                break;
        }
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Step()
    {
        int result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            // Reset before throwing: a statement left in the middle keeps its locks.
            SqliteException failure = Failure(result);
            _ = raw.sqlite3_reset(_statement);
            throw failure;
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>Makes it ready for the next execution; what is bound stays bound.</summary>
    public void Reset() => Check(raw.sqlite3_reset(_statement));

    /// <summary>Executes it to its end and makes it ready again.</summary>
    public void Execute()
    {
        while (Step())
        {
        }

        Reset();
    }

    /// <summary>How many rows the connection's last writing statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Number(int column) => raw.sqlite3_column_double(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public MetricValueKind Kind(int column) => raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_FLOAT => MetricValueKind.Number,
        raw.SQLITE_INTEGER => MetricValueKind.Boolean,
        _ => MetricValueKind.Text,
    };

    public MetricValue Value(int column) => Kind(column) switch
    {
        MetricValueKind.Number => Number(column),
        MetricValueKind.Boolean => Int64(column) != 0,
        _ => Text(column),
    };

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failure(result);
        }
    }

    private SqliteException Failure(int result) => new(
        raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(_database));
}
