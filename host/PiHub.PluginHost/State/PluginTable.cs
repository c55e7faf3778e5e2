using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.PluginHost.State;

/// <summary>The owner's choices about plugins, in the table <c>plugin</c> of the hub's database.</summary>
/// <remarks>A plugin that nobody has switched off is on.</remarks>
internal sealed class PluginTable
{
    private static readonly string[] Migrations =
    [
        "CREATE TABLE plugin(id TEXT PRIMARY KEY, enabled INTEGER NOT NULL) STRICT",
    ];

    private readonly SqliteDatabase _database;

    public PluginTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("plugins", Migrations);
    }

    public bool IsEnabled(string id)
    {
        using SqliteConnection connection = _database.Open();
        return connection.QuerySingleOrDefault<long?>("SELECT enabled FROM plugin WHERE id=@id", new { id }) != 0;
    }

    public void SetEnabled(string id, bool enabled)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute("INSERT OR REPLACE INTO plugin VALUES(@id, @enabled)", new { id, enabled = enabled ? 1 : 0 });
    }
}
