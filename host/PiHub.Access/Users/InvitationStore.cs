using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Access.Users;

/// <summary>One-time links to set a password, one a user, in the table <c>invitation</c>. Safe to use from any thread.</summary>
/// <remarks>A token is 256 random bits, kept as SHA-256.</remarks>
public sealed class InvitationStore
{
    private static readonly TimeSpan InvitedFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan ResetFor = TimeSpan.FromHours(24);

    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE invitation(
            user_id TEXT PRIMARY KEY REFERENCES hub_user(id) ON DELETE CASCADE, hash TEXT NOT NULL UNIQUE, expires_at INTEGER NOT NULL) STRICT;
        """,
    ];

    private readonly SqliteDatabase _database;
    private readonly UserStore _users;
    private readonly TimeProvider _time;

    /// <summary>Prepares the table.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="users">Who can be invited.</param>
    /// <param name="time">The clock.</param>
    public InvitationStore(SqliteDatabase database, UserStore users, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _users, _time) = (database, users, time); // the users' table comes first: this one refers to it
        database.Migrate("invitations", Migrations);
    }

    /// <summary>Makes a link in place of the user's former one.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="isReset">Whether it is for somebody who has used the hub before: valid 24 hours, not 7 days.</param>
    /// <returns>The token, which is nowhere kept.</returns>
    public (string Token, Invitation Invitation) Create(string userId, bool isReset)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var invitation = new Invitation(userId, _time.GetUtcNow() + (isReset ? ResetFor : InvitedFor));
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "INSERT INTO invitation VALUES(@userId, @hash, @expiresAt) ON CONFLICT(user_id) DO UPDATE SET hash=excluded.hash, expires_at=excluded.expires_at",
            new { userId, hash = Hash(token), expiresAt = invitation.ExpiresAt.ToUnixTimeMilliseconds() });
        return (token, invitation);
    }

    /// <summary>Who is invited by a token, and until when; null when it is unknown, used or expired, or its user disabled.</summary>
    /// <param name="token">The token, as sent by a client.</param>
    public (HubUser User, Invitation Invitation)? Find(string? token)
    {
        if (token is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        using SqliteConnection connection = _database.Open();
        Row? row = connection.QuerySingleOrDefault<Row>(
            "SELECT user_id AS UserId, expires_at AS ExpiresAt FROM invitation WHERE hash=@hash AND expires_at>@now",
            new { hash = Hash(token), now = _time.GetUtcNow().ToUnixTimeMilliseconds() });
        return row is not null && _users.Find(row.UserId) is { IsDisabled: false } user
            ? (user, new Invitation(row.UserId, DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt)))
            : null;
    }

    /// <summary>Uses a token up.</summary>
    /// <param name="token">A token that <see cref="Find"/> found.</param>
    /// <returns>False when somebody else was faster.</returns>
    public bool TryUse(string token)
    {
        using SqliteConnection connection = _database.Open();
        return connection.Execute("DELETE FROM invitation WHERE hash=@hash", new { hash = Hash(token) }) == 1;
    }

    /// <summary>Takes the user's link back.</summary>
    /// <param name="userId">The user's id.</param>
    public void Withdraw(string userId)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute("DELETE FROM invitation WHERE user_id=@userId", new { userId });
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed class Row
    {
        public string UserId { get; init; } = "";

        public long ExpiresAt { get; init; }
    }
}
