using System.Data.Common;
using Microsoft.Data.Sqlite;
using PiHub.Sdk.Storage;

namespace PiHub.Sdk.Testing.Storage;

/// <summary>A real SQLite database in a folder of its own.</summary>
internal sealed class TestDatabase : IPluginDatabase, IDisposable
{
    private readonly string _connection;

    public TestDatabase(string folder)
    {
        SystemSqlite.Use();
        Folder = folder;
        _connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "plugin.db"), ForeignKeys = true }.ToString();
    }

    public string Folder { get; }

    public DbConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        return connection;
    }

    /// <summary>Runs the steps that are missing, all or none.</summary>
    /// <exception cref="InvalidOperationException">One failed; nothing was changed.</exception>
    public void Migrate(IReadOnlyList<DatabaseMigration> migrations)
    {
        using DbConnection connection = Open();
        using DbTransaction transaction = connection.BeginTransaction();
        Execute(connection, "CREATE TABLE IF NOT EXISTS pihub_migrations (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID");
        foreach (DatabaseMigration migration in migrations)
        {
            using DbCommand remember = connection.CreateCommand();
            remember.CommandText = "INSERT OR IGNORE INTO pihub_migrations (name) VALUES ($name)";
            remember.Parameters.Add(new SqliteParameter("$name", migration.Name));
            if (remember.ExecuteNonQuery() == 0)
            {
                continue;
            }

            try
            {
                Execute(connection, migration.Sql);
            }
            catch (SqliteException exception)
            {
                throw new InvalidOperationException($"The migration '{migration.Name}' failed: {exception.Message}", exception);
            }
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        using var pool = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(pool);
    }

#pragma warning disable CA2100 // The statements are the plugin's own migrations and constants; nothing comes from outside.
    private static void Execute(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
