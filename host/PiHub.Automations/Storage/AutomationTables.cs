using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Automations.Runs;
using PiHub.Automations.Triggers;
using PiHub.Sqlite;

namespace PiHub.Automations.Storage;

/// <summary>The tables <c>automation</c> and <c>automation_run</c> of the hub's database.</summary>
internal sealed class AutomationTables
{
    /// <summary>How many runs of each automation are kept; older ones are deleted.</summary>
    public const int KeptRuns = 100;

    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE automation(
            id TEXT PRIMARY KEY, version INTEGER NOT NULL, format INTEGER NOT NULL, definition TEXT NOT NULL,
            stopped_because TEXT, phases TEXT NOT NULL) STRICT;
        CREATE TABLE automation_run(id INTEGER PRIMARY KEY AUTOINCREMENT, automation TEXT NOT NULL, run TEXT NOT NULL) STRICT;
        CREATE INDEX automation_run_of ON automation_run(automation, id);
        """,
    ];

    private readonly SqliteDatabase _database;

    public AutomationTables(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("automations", Migrations);
    }

    public IReadOnlyList<AutomationRow> Load()
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<AutomationRow>(
            "SELECT id, version, format, definition, stopped_because AS StoppedBecause, phases FROM automation ORDER BY id")];
    }

    /// <summary>Writes all these rows, or none; phases stay as they are.</summary>
    public void Save(IEnumerable<AutomationRow> rows)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (AutomationRow row in rows)
        {
            connection.Execute(
                """
                INSERT INTO automation VALUES(@Id, @Version, @Format, @Definition, @StoppedBecause, @Phases)
                ON CONFLICT(id) DO UPDATE SET version=@Version, format=@Format, definition=@Definition, stopped_because=@StoppedBecause
                """,
                row,
                transaction);
        }

        transaction.Commit();
    }

    public void Delete(string id)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute("DELETE FROM automation_run WHERE automation=@id", new { id }, transaction);
        connection.Execute("DELETE FROM automation WHERE id=@id", new { id }, transaction);
        transaction.Commit();
    }

    public IReadOnlyDictionary<string, CrossingPhase> Phases(string id)
    {
        using SqliteConnection connection = _database.Open();
        string? text = connection.QuerySingleOrDefault<string>("SELECT phases FROM automation WHERE id=@id", new { id });
        return text is null ? [] : JsonSerializer.Deserialize(text, AutomationJson.Default.DictionaryStringCrossingPhase) ?? [];
    }

    public void SavePhases(string id, Dictionary<string, CrossingPhase> phases)
    {
        string text = JsonSerializer.Serialize(phases, AutomationJson.Default.DictionaryStringCrossingPhase);
        using SqliteConnection connection = _database.Open();
        connection.Execute("UPDATE automation SET phases=@text WHERE id=@id", new { id, text });
    }

    /// <summary>Keeps a run and gives it its number; null when the automation is gone.</summary>
    public AutomationRun? AddRun(string id, AutomationRun run)
    {
        string text = JsonSerializer.Serialize(run, AutomationJson.Default.AutomationRun);
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        long? number = connection.QuerySingleOrDefault<long?>(
            "INSERT INTO automation_run(automation, run) SELECT id, @text FROM automation WHERE id=@id RETURNING id", new { id, text }, transaction);
        connection.Execute(
            """
            DELETE FROM automation_run WHERE automation=@id
            AND id <= (SELECT id FROM automation_run WHERE automation=@id ORDER BY id DESC LIMIT 1 OFFSET @KeptRuns)
            """,
            new { id, KeptRuns },
            transaction);
        transaction.Commit();
        return number is { } known ? run with { Id = known } : null;
    }

    public IReadOnlyList<AutomationRun> Runs(string id, long? before, int limit)
    {
        using SqliteConnection connection = _database.Open();
        return
        [
            .. connection.Query<(long Id, string Run)>(
                "SELECT id, run FROM automation_run WHERE automation=@id AND id < @before ORDER BY id DESC LIMIT @limit",
                new { id, before = before ?? long.MaxValue, limit })
                .Select(row => JsonSerializer.Deserialize(row.Run, AutomationJson.Default.AutomationRun) is { } run ? run with { Id = row.Id } : null)
                .OfType<AutomationRun>(),
        ];
    }
}
