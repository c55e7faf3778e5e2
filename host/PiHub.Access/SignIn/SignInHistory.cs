using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Access.Users;
using PiHub.Sqlite;

namespace PiHub.Access.SignIn;

/// <summary>The attempts to sign in that were looked at, in the table <c>sign_in</c>: the last 10,000, for 90 days. Safe to use from any
/// thread.</summary>
/// <remarks>Attempts of unknown users are written too, so that they take as long, but without a name: it may be a password in the wrong
/// field.</remarks>
public sealed class SignInHistory
{
    /// <summary>The most characters that are kept of what a client says it is.</summary>
    public const int MaximumClientLength = 200;

    private const int MaximumRows = 10_000;
    private const int TrimEvery = 100;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    // No reference to the user: what somebody did stays when they are deleted.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE sign_in(
            id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, user_id TEXT, user_name TEXT NOT NULL, outcome TEXT NOT NULL,
            address TEXT, client TEXT, channel TEXT NOT NULL) STRICT;
        CREATE INDEX sign_in_user ON sign_in(user_id, id);
        """,
    ];

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger<SignInHistory> _logger;
    private int _added;

    /// <summary>Prepares the table.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public SignInHistory(SqliteDatabase database, TimeProvider time, ILogger<SignInHistory> logger)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _time, _logger) = (database, time, logger);
        database.Migrate("sign-ins", Migrations);
    }

    /// <summary>The attempts for a user, the newest first.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="before">Only those with a smaller id; null for the newest.</param>
    /// <param name="limit">The most that are returned.</param>
    public IReadOnlyList<SignInRecord> Of(string userId, long? before, int limit)
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<Row>(
            """
            SELECT id, time, user_name AS UserName, outcome, address, client, channel FROM sign_in
            WHERE user_id=@userId AND id<@before ORDER BY id DESC LIMIT @limit
            """,
            new { userId, before = before ?? long.MaxValue, limit }).Select(row => row.ToRecord())];
    }

    /// <summary>Notes an attempt; a disk that cannot be written must not keep people out, so that is logged only.</summary>
    internal void Add(HubUser? user, SignInOutcome outcome, PasswordAttempt attempt)
    {
        try
        {
            using SqliteConnection connection = _database.Open();
            connection.Execute(
                """
                INSERT INTO sign_in(time, user_id, user_name, outcome, address, client, channel)
                VALUES(@time, @userId, @userName, @outcome, @address, @client, @channel)
                """,
                new
                {
                    time = _time.GetUtcNow().ToUnixTimeMilliseconds(),
                    userId = user?.Id,
                    userName = user?.UserName ?? "",
                    outcome = outcome.ToString(),
                    address = attempt.Address,
                    client = UserNames.Clean(attempt.Client, MaximumClientLength),
                    channel = attempt.Channel.ToString(),
                });
            if (Interlocked.Increment(ref _added) % TrimEvery == 1)
            {
                Trim(connection);
            }
        }
        catch (SqliteException exception)
        {
            Log.HistoryNotWritten(_logger, exception.SqliteErrorCode);
        }
    }

    private void Trim(SqliteConnection connection) => connection.Execute(
        "DELETE FROM sign_in WHERE time<@oldest OR id<=(SELECT max(id) FROM sign_in)-@MaximumRows",
        new { oldest = (_time.GetUtcNow() - KeptFor).ToUnixTimeMilliseconds(), MaximumRows });

    private sealed class Row
    {
        public long Id { get; init; }

        public long Time { get; init; }

        public string UserName { get; init; } = "";

        public string Outcome { get; init; } = "";

        public string? Address { get; init; }

        public string? Client { get; init; }

        public string Channel { get; init; } = "";

        public SignInRecord ToRecord() => new()
        {
            Id = Id,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(Time),
            UserName = UserName,
            Outcome = Enum.Parse<SignInOutcome>(Outcome),
            Address = Address,
            Client = Client,
            Channel = Enum.Parse<SignInChannel>(Channel),
        };
    }
}
