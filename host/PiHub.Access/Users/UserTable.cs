using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Access.Users;

/// <summary>The users in the hub's database.</summary>
internal sealed class UserTable
{
    private const int UniqueViolated = 2067; // SQLITE_CONSTRAINT_UNIQUE

    // The stamp counts what ends a user's sessions; AUTOINCREMENT is not needed, for ids are random.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE hub_user(
            id TEXT PRIMARY KEY, user_name TEXT NOT NULL UNIQUE COLLATE NOCASE, display_name TEXT NOT NULL, role TEXT NOT NULL,
            is_disabled INTEGER NOT NULL, password_hash TEXT, stamp INTEGER NOT NULL, language TEXT,
            created_at INTEGER NOT NULL, last_seen_at INTEGER) STRICT;
        """,
    ];

    private readonly SqliteDatabase _database;

    public UserTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("users", Migrations);
    }

    public List<UserRow> Load()
    {
        using SqliteConnection connection = _database.Open();
        return connection.Query<UserRow>(
            """
            SELECT id, user_name AS UserName, display_name AS DisplayName, role, is_disabled AS IsDisabled, password_hash AS PasswordHash,
                stamp, language, created_at AS CreatedAt, last_seen_at AS LastSeenAt
            FROM hub_user
            """).AsList();
    }

    /// <returns>False when the name is taken.</returns>
    public bool TryInsert(UserRow row)
    {
        using SqliteConnection connection = _database.Open();
        try
        {
            connection.Execute(
                """
                INSERT INTO hub_user VALUES(@Id, @UserName, @DisplayName, @Role, @IsDisabled, @PasswordHash, @Stamp, @Language, @CreatedAt, @LastSeenAt)
                """,
                row);
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == UniqueViolated)
        {
            return false;
        }
    }

    public void Update(UserRow row)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            """
            UPDATE hub_user SET display_name=@DisplayName, role=@Role, is_disabled=@IsDisabled, password_hash=@PasswordHash, stamp=@Stamp,
                language=@Language, last_seen_at=@LastSeenAt
            WHERE id=@Id
            """,
            row);
    }

    public void Delete(string id)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute("DELETE FROM hub_user WHERE id=@id", new { id });
    }
}
