using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PiHub.Sqlite;

/// <summary>A prepared statement, bound and stepped without allocations; parameters and columns count from 1 and 0, as in SQLite.</summary>
/// <remarks>ADO.NET makes a reader and boxes parameters at every execution; this is for a store's innermost loop. Every member throws
/// <see cref="SqliteException"/> when SQLite refuses. One caller at a time.</remarks>
public sealed class Statement : IDisposable
{
    // Enough for names and short texts; longer ones take an array.
    private const int StackBytes = 1_024;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares it.</summary>
    /// <param name="connection">An open connection, which must outlive it.</param>
    /// <param name="sql">One SQL statement.</param>
    public Statement(SqliteConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>How many rows the connection's last writing statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    /// <summary>The row id that the connection's last INSERT made.</summary>
    public long LastRowId => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>Binds an integer.</summary>
    /// <param name="parameter">From 1.</param>
    /// <param name="value">Its value.</param>
    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    /// <summary>Binds NULL.</summary>
    /// <param name="parameter">From 1.</param>
    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(_statement, parameter));

    /// <summary>Binds a floating point number.</summary>
    /// <param name="parameter">From 1.</param>
    /// <param name="value">Its value.</param>
    public void Bind(int parameter, double value) => Check(raw.sqlite3_bind_double(_statement, parameter, value));

    /// <summary>Binds a text.</summary>
    /// <param name="parameter">From 1.</param>
    /// <param name="value">Its value.</param>
    public void Bind(int parameter, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
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

    /// <summary>Binds bytes, which are copied.</summary>
    /// <param name="parameter">From 1.</param>
    /// <param name="value">Its value; empty is an empty blob, not NULL.</param>
    public void BindBlob(int parameter, ReadOnlySpan<byte> value) => Check(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0)
        : raw.sqlite3_bind_blob(_statement, parameter, value));

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

    /// <summary>The SQLite type code of a column of the row.</summary>
    /// <param name="column">From 0.</param>
    public int TypeCode(int column) => raw.sqlite3_column_type(_statement, column);

    /// <summary>Whether a column of the row is NULL.</summary>
    /// <param name="column">From 0.</param>
    public bool IsNull(int column) => TypeCode(column) == raw.SQLITE_NULL;

    /// <summary>A column of the row as an integer.</summary>
    /// <param name="column">From 0.</param>
    public long WholeNumber(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>A column of the row as a floating point number.</summary>
    /// <param name="column">From 0.</param>
    public double Number(int column) => raw.sqlite3_column_double(_statement, column);

    /// <summary>A column of the row as a text.</summary>
    /// <param name="column">From 0.</param>
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    /// <summary>A copy of the bytes of a column of the row.</summary>
    /// <param name="column">From 0.</param>
    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <summary>Frees it.</summary>
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
