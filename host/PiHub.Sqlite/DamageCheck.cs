using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PiHub.Sqlite;

/// <summary>Finds damage before a program relies on a file. It reads the whole file, so it is for small ones.</summary>
public static class DamageCheck
{
    /// <summary>Checks the structure of the file and the types of its rows.</summary>
    /// <param name="connection">An open connection.</param>
    /// <exception cref="SqliteException">The file is damaged (<see cref="DiskTrouble.IsDamage"/>), or cannot be read.</exception>
    public static void Run(SqliteConnection connection)
    {
        using var check = new Statement(connection, "PRAGMA quick_check(1)");
        string result = check.Step() ? check.Text(0) : "no answer";
        check.Reset();
        if (result != "ok")
        {
            throw new SqliteException(result, raw.SQLITE_CORRUPT);
        }
    }
}
