using Microsoft.Data.Sqlite;

namespace PiHub.Sqlite;

/// <summary>Opens databases that nobody else has open, to look at them; nothing of them is changed.</summary>
public static class DatabaseLook
{
    /// <summary>Opens one; the caller disposes it, and nothing waits in a pool.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SqliteException">It cannot be opened or is no database.</exception>
    public static SqliteConnection Open(string path)
    {
        SystemSqlite.Use();

        // What a killed program left in the log counts too, and is read through an index of the log that SQLite makes beside it. Without a
        // log SQLite is told that the file stays as it is, so that it makes no files.
        bool hasLog = File.Exists(path + "-wal") && new FileInfo(path + "-wal").Length > 0;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = hasLog ? path : $"file:{Escape(path)}?immutable=1",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads a whole database.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Cause, file and remedy in one line; null when all is well.</returns>
    public static string? Trouble(string path)
    {
        try
        {
            using SqliteConnection connection = Open(path);
            DamageCheck.Run(connection);
            return null;
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            return DiskTrouble.Describe(exception, path) ?? $"'{path}' cannot be read: {exception.Message}";
        }
    }

    private static string Escape(string path) => path.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("?", "%3f", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
}
