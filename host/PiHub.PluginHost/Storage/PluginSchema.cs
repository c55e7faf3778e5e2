using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sdk.Storage;
using SQLitePCL;

namespace PiHub.PluginHost.Storage;

/// <summary>Which migrations a plugin's database has, and by which version it was last used.</summary>
internal sealed record PluginSchema(IReadOnlyList<string> Applied, string? Version)
{
    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS pihub_migration(name TEXT PRIMARY KEY, applied_at TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS pihub_version(version TEXT NOT NULL);
        """;

    /// <summary>Whether nothing was ever in it.</summary>
    public bool IsEmpty { get; private init; }

    public static PluginSchema Read(SqliteConnection connection)
    {
        long tables = connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema");
        long ours = connection.ExecuteScalar<long>(
            "SELECT count(*) FROM sqlite_schema WHERE type='table' AND name IN ('pihub_migration', 'pihub_version')");
        return ours == 2
            ? new PluginSchema(
                [.. connection.Query<string>("SELECT name FROM pihub_migration ORDER BY rowid")],
                connection.QueryFirstOrDefault<string>("SELECT version FROM pihub_version"))
            : new PluginSchema([], Version: null) { IsEmpty = tables == 0 };
    }

    /// <summary>The migrations that are still to be done.</summary>
    /// <exception cref="InvalidOperationException">The database has some that this version does not know.</exception>
    public IReadOnlyList<DatabaseMigration> Missing(IReadOnlyList<DatabaseMigration> declared)
    {
        string[] unknown = [.. Applied.Except(declared.Select(migration => migration.Name), StringComparer.Ordinal)];
        return unknown.Length == 0
            ? [.. declared.ExceptBy(Applied, migration => migration.Name, StringComparer.Ordinal)]
            : throw new InvalidOperationException(
                $"its database was last used by version {Version} and has the migration '{unknown[0]}', which this version does not know; "
                + "install that version or a later one, or roll the plugin back so that its database goes back too");
    }

    /// <summary>Does the missing migrations in one transaction.</summary>
    /// <exception cref="InvalidOperationException">One failed; the database is as it was.</exception>
    public void Apply(SqliteConnection connection, IReadOnlyList<DatabaseMigration> missing, string version, DateTimeOffset now)
    {
        if (missing.Count == 0 && version == Version)
        {
            return; // writes nothing, so that a full disk does not prevent a start
        }

        // Off, so that a table can be rebuilt; what a migration leaves is checked instead.
        connection.Execute("PRAGMA foreign_keys=OFF");
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute(Tables, transaction: transaction);
        foreach (DatabaseMigration migration in missing)
        {
            Apply(connection, transaction, migration);
            connection.Execute(
                "INSERT INTO pihub_migration VALUES(@name, @at)",
                new { name = migration.Name, at = now.UtcDateTime.ToString("O") },
                transaction);
        }

        if (missing.Count > 0 && connection.QueryFirstOrDefault<string>("SELECT \"table\" FROM pragma_foreign_key_check", transaction: transaction)
            is { } orphaned)
        {
            throw new InvalidOperationException(
                $"the migration of its database leaves rows in '{orphaned}' that refer to rows that are not there; the database is as it was");
        }

        connection.Execute("DELETE FROM pihub_version; INSERT INTO pihub_version VALUES(@version)", new { version }, transaction);
        transaction.Commit();
    }

    private static void Apply(SqliteConnection connection, SqliteTransaction transaction, DatabaseMigration migration)
    {
        raw.sqlite3_set_authorizer(connection.Handle, Authorize, user_data: null);
        try
        {
            connection.Execute(migration.Sql, transaction: transaction);
        }
        catch (SqliteException failure)
        {
            string cause = failure.SqliteErrorCode == raw.SQLITE_AUTH
                ? "transactions, ATTACH and DETACH are not a migration's to use"
                : failure.Message;
            throw new InvalidOperationException(
                $"the migration '{migration.Name}' of its database failed: {cause.TrimEnd('.')}; the database is as it was", failure);
        }
        finally
        {
            raw.sqlite3_set_authorizer(connection.Handle, default(strdelegate_authorizer), user_data: null);
        }
    }

    // A migration that ended the transaction could not be undone.
    private static int Authorize(object data, int action, string first, string second, string database, string trigger) =>
        action is raw.SQLITE_TRANSACTION or raw.SQLITE_SAVEPOINT or raw.SQLITE_ATTACH or raw.SQLITE_DETACH
            ? raw.SQLITE_DENY
            : raw.SQLITE_OK;
}
