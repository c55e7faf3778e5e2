using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.PluginHost.State;

/// <summary>What the hub remembers of plugins, in the table <c>plugin</c> of the hub's database; a row is durable when its write returns.</summary>
internal sealed class PluginTable
{
    private static readonly string[] Migrations =
    [
        "CREATE TABLE plugin(id TEXT PRIMARY KEY, enabled INTEGER NOT NULL) STRICT",
        """
        ALTER TABLE plugin ADD COLUMN chosen TEXT;
        ALTER TABLE plugin ADD COLUMN previous TEXT;
        ALTER TABLE plugin ADD COLUMN pending TEXT;
        ALTER TABLE plugin ADD COLUMN granted TEXT;
        ALTER TABLE plugin ADD COLUMN quarantine TEXT;
        ALTER TABLE plugin ADD COLUMN changing_to TEXT;
        ALTER TABLE plugin ADD COLUMN last_change TEXT;
        """,
    ];

    private readonly SqliteDatabase _database;

    public PluginTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("plugins", Migrations);
    }

    /// <summary>What is remembered of a plugin; null when it is not known yet.</summary>
    public PluginRecord? Find(string id)
    {
        using SqliteConnection connection = _database.Open();
        Row? row = connection.QuerySingleOrDefault<Row>(
            "SELECT enabled, chosen, previous, pending, granted, quarantine, changing_to AS changingTo, last_change AS lastChange"
            + " FROM plugin WHERE id=@id",
            new { id });
        return row is null ? null : new PluginRecord
        {
            Id = id,
            IsEnabled = row.Enabled != 0,
            Chosen = row.Chosen,
            Previous = row.Previous,
            Pending = row.Pending,
            Granted = Parse(row.Granted, StateJson.Default.PluginGrant),
            Quarantine = row.Quarantine,
            ChangingTo = row.ChangingTo,
            LastChange = Parse(row.LastChange, StateJson.Default.PluginChange),
        };
    }

    public void Save(PluginRecord record)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "INSERT OR REPLACE INTO plugin(id, enabled, chosen, previous, pending, granted, quarantine, changing_to, last_change)"
            + " VALUES(@Id, @enabled, @Chosen, @Previous, @Pending, @granted, @Quarantine, @ChangingTo, @lastChange)",
            new
            {
                record.Id,
                enabled = record.IsEnabled ? 1 : 0,
                record.Chosen,
                record.Previous,
                record.Pending,
                granted = record.Granted is null ? null : JsonSerializer.Serialize(record.Granted, StateJson.Default.PluginGrant),
                record.Quarantine,
                record.ChangingTo,
                lastChange = record.LastChange is null ? null : JsonSerializer.Serialize(record.LastChange, StateJson.Default.PluginChange),
            });
    }

    public void Delete(string id)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute("DELETE FROM plugin WHERE id=@id", new { id });
    }

    private static T? Parse<T>(string? json, JsonTypeInfo<T> type)
        where T : class => json is null ? null : JsonSerializer.Deserialize(json, type);

    private sealed class Row
    {
        public long Enabled { get; set; }

        public string? Chosen { get; set; }

        public string? Previous { get; set; }

        public string? Pending { get; set; }

        public string? Granted { get; set; }

        public string? Quarantine { get; set; }

        public string? ChangingTo { get; set; }

        public string? LastChange { get; set; }
    }
}
