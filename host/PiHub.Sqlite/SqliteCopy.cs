using Microsoft.Data.Sqlite;

namespace PiHub.Sqlite;

/// <summary>Copies a database while others use it.</summary>
public static class SqliteCopy
{
    /// <summary>Copies it as it is at one moment, tightly packed.</summary>
    /// <param name="path">The database.</param>
    /// <param name="copy">The new file, not there yet.</param>
    /// <exception cref="SqliteException">It cannot be read, or the copy not be written.</exception>
    public static void Run(string path, string copy)
    {
        using SqliteConnection connection = new SqliteDatabase(path).Open();
        using (var vacuum = new Statement(connection, "VACUUM INTO ?1"))
        {
            vacuum.Bind(1, copy);
            vacuum.Execute();
        }

        SqliteDatabase.Discard(connection); // none may wait in the pool: its owner may want to replace the file
    }
}
