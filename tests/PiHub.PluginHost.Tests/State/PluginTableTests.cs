using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.PluginHost.State;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Tests.State;

public sealed class PluginTableTests
{
    private readonly SqliteDatabase _database = new(Path.Combine(Directory.CreateTempSubdirectory("pihub-").FullName, "hub.db"));

    [Fact]
    public void Record_ComesBackAsItWasSaved()
    {
        var table = new PluginTable(_database);
        var record = new PluginRecord
        {
            Id = "a",
            IsEnabled = false,
            Chosen = "2.0.0",
            Previous = "1.0.0~0badcafe",
            Pending = "3.0.0",
            Granted = new PluginGrant { Subscribe = ["pihub/#"], Listen = [9400] },
            Quarantine = "it failed",
            ChangingTo = "3.0.0",
            LastChange = new PluginChange("1.0.0", "2.0.0", ChangeOutcome.RolledBack, "no", DateTimeOffset.UnixEpoch),
        };

        table.Save(record);

        PluginRecord? found = new PluginTable(_database).Find("a");
        Assert.Equal(record with { Granted = null }, found is null ? null : found with { Granted = null });
        Assert.Equal(["pihub/#"], found?.Granted?.Subscribe);
        Assert.Equal([9400], found?.Granted?.Listen);
        table.Delete("a");
        Assert.Null(table.Find("a"));
    }

    [Fact]
    public void TableOfTheFirstVersion_KeepsWhatWasSwitchedOff()
    {
        _database.Migrate("plugins", ["CREATE TABLE plugin(id TEXT PRIMARY KEY, enabled INTEGER NOT NULL) STRICT"]);
        using (SqliteConnection connection = _database.Open())
        {
            connection.Execute("INSERT INTO plugin VALUES('off', 0), ('on', 1)");
        }

        var table = new PluginTable(_database);

        Assert.Equal(new PluginRecord { Id = "off", IsEnabled = false }, table.Find("off"));
        Assert.Equal(new PluginRecord { Id = "on" }, table.Find("on"));
    }
}
