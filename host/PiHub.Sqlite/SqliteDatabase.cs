using Dapper;
using Microsoft.Data.Sqlite;

namespace PiHub.Sqlite;

/// <summary>One SQLite database file: opens connections that are durable at commit, and brings each part's tables up to date.</summary>
/// <remarks>Write-ahead log, <c>synchronous=FULL</c> (a commit is on disk when it returns), foreign keys on, 5 s busy timeout. Safe to
/// use from any thread; each connection from one at a time.</remarks>
public sealed class SqliteDatabase
{
    private readonly string _connectionString;

    /// <summary>Names a database file; nothing is opened yet.</summary>
    /// <param name="path">The file; created at the first <see cref="Open"/>. Its folder must exist.</param>
    public SqliteDatabase(string path)
    {
        SystemSqlite.Use();
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString();
    }

    /// <summary>The version of SQLite that is used, the operating system's.</summary>
    public static string EngineVersion
    {
        get
        {
            SystemSqlite.Use();
            return SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>Opens a connection, creating the file when it is not there; the caller disposes it.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            connection.Execute(
                "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes a connection for good: one that met trouble does not go back to the pool.</summary>
    /// <param name="connection">From <see cref="Open"/>.</param>
    public static void Discard(SqliteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        SqliteConnection.ClearPool(connection);
        connection.Dispose();
    }

    /// <summary>Closes the connections that wait for their next use; those in use close when they are disposed.</summary>
    public void ClosePool()
    {
        using var any = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(any);
    }

    /// <summary>Renames a damaged database and its side files, so that a new one can take its place; nothing is deleted.</summary>
    /// <param name="now">The instant that the new name tells.</param>
    /// <returns>The database's new path.</returns>
    /// <exception cref="IOException">A file cannot be renamed.</exception>
    public string MoveAside(DateTimeOffset now)
    {
        ClosePool();
        string aside = $"{Path}.damaged-{now.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}";

        // The database first: the log alone is nobody's, but the database without its log would look like an older, whole one.
        foreach (string suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            if (File.Exists(Path + suffix))
            {
                File.Move(Path + suffix, aside + suffix);
            }
        }

        return aside;
    }

    /// <summary>Applies the migrations of one part that are not applied yet, all in one transaction.</summary>
    /// <param name="part">The part's name; parts that share a file count their versions apart.</param>
    /// <param name="migrations">SQL scripts: the first makes version 1, and so on. Shipped ones never change.</param>
    /// <exception cref="InvalidOperationException">The file was written by a newer program.</exception>
    /// <exception cref="SqliteException">A script failed; nothing of it remains.</exception>
    public void Migrate(string part, IReadOnlyList<string> migrations)
    {
        using SqliteConnection connection = Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS schema_version(part TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT", transaction: transaction);
        int version = connection.QuerySingleOrDefault<int>(
            "SELECT version FROM schema_version WHERE part=@part", new { part }, transaction);
        if (version > migrations.Count)
        {
            throw new InvalidOperationException(
                $"'{Path}' has version {version} of '{part}', written by a newer PiHub; this one knows up to {migrations.Count}. "
                + "Install the newer version again, or restore a backup.");
        }

        if (version == migrations.Count)
        {
            return; // writes nothing, so that a full disk does not prevent a start
        }

        for (int next = version; next < migrations.Count; next++)
        {
            connection.Execute(migrations[next], transaction: transaction);
        }

        connection.Execute(
            "INSERT INTO schema_version VALUES(@part, @count) ON CONFLICT(part) DO UPDATE SET version=excluded.version",
            new { part, count = migrations.Count },
            transaction);
        transaction.Commit();
    }
}
