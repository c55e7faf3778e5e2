using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Settings.Layers;
using PiHub.Sqlite;

namespace PiHub.Settings.Tests.Layers;

public sealed class SettingsTableTests
{
    [Fact]
    public void TablesOfTheFirstVersion_KeepTheirValues()
    {
        string folder = Directory.CreateTempSubdirectory("pihub-").FullName;
        var database = new SqliteDatabase(Path.Combine(folder, "hub.db"));
        database.Migrate("plugin_settings",
        [
            """
            CREATE TABLE plugin_setting(
              plugin TEXT NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL, is_protected INTEGER NOT NULL,
              PRIMARY KEY(plugin, path)) STRICT, WITHOUT ROWID;
            CREATE TABLE plugin_setting_schema(plugin TEXT PRIMARY KEY, schema TEXT NOT NULL) STRICT, WITHOUT ROWID;
            """,
        ]);
        using (SqliteConnection connection = database.Open())
        {
            connection.Execute("INSERT INTO plugin_setting VALUES('house', 'poll', '5', 0); INSERT INTO plugin_setting_schema VALUES('house', '{}')");
        }

        var table = new SettingsTable(database);

        Assert.Equal(new StoredSetting("poll", "5", IsProtected: false), Assert.Single(table.Load("house")));
        Assert.Equal("{}", table.LoadSchema("house"));
        database.ClosePool();
        Directory.Delete(folder, recursive: true);
    }
}
