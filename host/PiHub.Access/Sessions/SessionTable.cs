using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Access.Sessions;

/// <summary>The sessions in the hub's database.</summary>
internal sealed class SessionTable
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE session(
            id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES hub_user(id) ON DELETE CASCADE, stamp INTEGER NOT NULL,
            channel TEXT NOT NULL, address TEXT, client TEXT, created_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL, serial INTEGER NOT NULL) STRICT;
        CREATE INDEX session_user ON session(user_id);
        """,
    ];

    private readonly SqliteDatabase _database;

    public SessionTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("sessions", Migrations);
    }

    public List<SessionRow> Load()
    {
        using SqliteConnection connection = _database.Open();
        return connection.Query<SessionRow>(
            """
            SELECT id, user_id AS UserId, stamp, channel, address, client, created_at AS CreatedAt, last_seen_at AS LastSeenAt,
                expires_at AS ExpiresAt, serial
            FROM session
            """).AsList();
    }

    public void Insert(SessionRow row)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "INSERT INTO session VALUES(@Id, @UserId, @Stamp, @Channel, @Address, @Client, @CreatedAt, @LastSeenAt, @ExpiresAt, @Serial)", row);
    }

    public void Update(SessionRow row)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "UPDATE session SET stamp=@Stamp, address=@Address, last_seen_at=@LastSeenAt, serial=@Serial WHERE id=@Id", row);
    }

    public void Delete(IEnumerable<string> ids)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute("DELETE FROM session WHERE id=@id", ids.Select(id => new { id }), transaction);
        transaction.Commit();
    }
}
