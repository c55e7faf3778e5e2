using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Settings.Layers;

/// <summary>What admins set, and the schema of each owner's last start, in the hub's database.</summary>
internal sealed class SettingsTable
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE plugin_setting(
          plugin TEXT NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL, is_protected INTEGER NOT NULL,
          PRIMARY KEY(plugin, path)) STRICT, WITHOUT ROWID;
        CREATE TABLE plugin_setting_schema(plugin TEXT PRIMARY KEY, schema TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE plugin_setting RENAME TO setting;
        ALTER TABLE setting RENAME COLUMN plugin TO owner;
        ALTER TABLE plugin_setting_schema RENAME TO setting_schema;
        ALTER TABLE setting_schema RENAME COLUMN plugin TO owner;
        """,
    ];

    private readonly SqliteDatabase _database;

    public SettingsTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("plugin_settings", Migrations);
    }

    /// <summary>What is stored for an owner, in order of paths; also what its present version does not know.</summary>
    public IReadOnlyList<StoredSetting> Load(string owner)
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<(string Path, string Value, long IsProtected)>(
            "SELECT path, value, is_protected FROM setting WHERE owner=@owner ORDER BY path", new { owner })
            .Select(row => new StoredSetting(row.Path, row.Value, row.IsProtected != 0))];
    }

    /// <summary>Stores and deletes settings of an owner, all or nothing.</summary>
    public void Change(string owner, IEnumerable<StoredSetting> stored, IEnumerable<string> deleted)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute(
            "DELETE FROM setting WHERE owner=@owner AND path=@path", deleted.Select(path => new { owner, path }), transaction);
        connection.Execute(
            "INSERT OR REPLACE INTO setting VALUES(@owner, @Path, @Value, @isProtected)",
            stored.Select(setting => new { owner, setting.Path, setting.Value, isProtected = setting.IsProtected ? 1 : 0 }),
            transaction);
        transaction.Commit();
    }

    /// <summary>All owners whose schema is known, in order.</summary>
    public IReadOnlyList<string> Owners()
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<string>("SELECT owner FROM setting_schema ORDER BY owner")];
    }

    public string? LoadSchema(string owner)
    {
        using SqliteConnection connection = _database.Open();
        return connection.QuerySingleOrDefault<string>("SELECT schema FROM setting_schema WHERE owner=@owner", new { owner });
    }

    /// <summary>Keeps the schema of an owner; null: it has no settings any more. Writes only what is new.</summary>
    public void KeepSchema(string owner, string? schema)
    {
        if (LoadSchema(owner) == schema)
        {
            return;
        }

        using SqliteConnection connection = _database.Open();
        connection.Execute(
            schema is null
                ? "DELETE FROM setting_schema WHERE owner=@owner"
                : "INSERT OR REPLACE INTO setting_schema VALUES(@owner, @schema)",
            new { owner, schema });
    }

    public void Forget(string owner)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "DELETE FROM setting WHERE owner=@owner; DELETE FROM setting_schema WHERE owner=@owner;", new { owner });
    }
}
