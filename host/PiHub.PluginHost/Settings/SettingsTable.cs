using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Settings;

/// <summary>What admins set, and the schema of each plugin's last start, in the hub's database.</summary>
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
    ];

    private readonly SqliteDatabase _database;

    public SettingsTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("plugin_settings", Migrations);
    }

    /// <summary>What is stored for a plugin, in order of paths; also what its present version does not know.</summary>
    public IReadOnlyList<StoredSetting> Load(string plugin)
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<(string Path, string Value, long IsProtected)>(
            "SELECT path, value, is_protected FROM plugin_setting WHERE plugin=@plugin ORDER BY path", new { plugin })
            .Select(row => new StoredSetting(row.Path, row.Value, row.IsProtected != 0))];
    }

    /// <summary>Stores and deletes settings of a plugin, all or nothing.</summary>
    public void Change(string plugin, IEnumerable<StoredSetting> stored, IEnumerable<string> deleted)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute(
            "DELETE FROM plugin_setting WHERE plugin=@plugin AND path=@path", deleted.Select(path => new { plugin, path }), transaction);
        connection.Execute(
            "INSERT OR REPLACE INTO plugin_setting VALUES(@plugin, @Path, @Value, @isProtected)",
            stored.Select(setting => new { plugin, setting.Path, setting.Value, isProtected = setting.IsProtected ? 1 : 0 }),
            transaction);
        transaction.Commit();
    }

    public string? LoadSchema(string plugin)
    {
        using SqliteConnection connection = _database.Open();
        return connection.QuerySingleOrDefault<string>("SELECT schema FROM plugin_setting_schema WHERE plugin=@plugin", new { plugin });
    }

    /// <summary>Keeps the schema of a plugin; null: it has no settings any more. Writes only what is new.</summary>
    public void KeepSchema(string plugin, string? schema)
    {
        if (LoadSchema(plugin) == schema)
        {
            return;
        }

        using SqliteConnection connection = _database.Open();
        connection.Execute(
            schema is null
                ? "DELETE FROM plugin_setting_schema WHERE plugin=@plugin"
                : "INSERT OR REPLACE INTO plugin_setting_schema VALUES(@plugin, @schema)",
            new { plugin, schema });
    }

    public void Forget(string plugin)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "DELETE FROM plugin_setting WHERE plugin=@plugin; DELETE FROM plugin_setting_schema WHERE plugin=@plugin;", new { plugin });
    }
}
