using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Sqlite;

namespace PiHub.Logs.Levels;

/// <summary>Where the rules are kept: the hub's database. At most <see cref="LogLevels.MaximumRules"/> rows.</summary>
internal sealed class LogLevelRows(SqliteDatabase database)
{
    private static readonly string[] Migrations =
    [
        "CREATE TABLE log_levels(category TEXT PRIMARY KEY, level TEXT NOT NULL, until_ms INTEGER) STRICT",
    ];

    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public IReadOnlyList<LogLevelRule> Load()
    {
        database.Migrate("log-levels", Migrations);
        using SqliteConnection connection = database.Open();
        return [.. connection.Query<(string Category, string Level, long? Until)>("SELECT category, level, until_ms FROM log_levels ORDER BY category")
            .Where(row => Enum.TryParse<LogLevel>(row.Level, out _))
            .Select(row => new LogLevelRule(
                row.Category,
                Enum.Parse<LogLevel>(row.Level),
                row.Until is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null))];
    }

    /// <exception cref="SqliteException">The database cannot be written; what was kept stays.</exception>
    public void Save(IReadOnlyList<LogLevelRule> rules)
    {
        using SqliteConnection connection = database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute("DELETE FROM log_levels", transaction: transaction);
        foreach (LogLevelRule rule in rules)
        {
            connection.Execute(
                "INSERT INTO log_levels VALUES(@category, @level, @until)",
                new { category = rule.Category, level = rule.Level.ToString(), until = rule.Until?.ToUnixTimeMilliseconds() },
                transaction);
        }

        transaction.Commit();
    }
}
