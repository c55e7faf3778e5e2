using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Access.Keys;

/// <summary>The table <c>api_key</c> of the hub's database.</summary>
internal sealed class ApiKeyTable
{
    private const int UniqueViolated = 2067; // SQLITE_CONSTRAINT_UNIQUE

    private static readonly string[] Migrations =
    [
        "CREATE TABLE api_key(id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL) STRICT",
        """
        ALTER TABLE api_key ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
        ALTER TABLE api_key ADD COLUMN expires_at INTEGER;
        ALTER TABLE api_key ADD COLUMN last_used_at INTEGER;
        ALTER TABLE api_key ADD COLUMN last_used_from TEXT
        """,
    ];

    private readonly SqliteDatabase _database;

    public ApiKeyTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("api keys", Migrations);
    }

    /// <summary>All keys with the hashes of their secrets.</summary>
    public IReadOnlyList<(ApiKey Key, string Hash)> Read()
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<Row>(
            """
            SELECT id, name, role, hash, scopes, created_at AS CreatedAt, expires_at AS ExpiresAt, last_used_at AS LastUsedAt,
                last_used_from AS LastUsedFrom
            FROM api_key
            """).Select(row => (KeyOf(row), row.Hash))];
    }

    /// <summary>Adds a key; false when its name is taken.</summary>
    public bool TryAdd(ApiKey key, string hash)
    {
        using SqliteConnection connection = _database.Open();
        try
        {
            connection.Execute(
                """
                INSERT INTO api_key(id, name, role, hash, scopes, created_at, expires_at)
                VALUES(@Id, @Name, @Role, @Hash, @Scopes, @CreatedAt, @ExpiresAt)
                """,
                new Row
                {
                    Id = key.Id,
                    Name = key.Name,
                    Role = key.Role.ToString(),
                    Hash = hash,
                    Scopes = string.Join(' ', ScopeNames.Of(key.Scopes)),
                    CreatedAt = key.CreatedAt.ToUnixTimeMilliseconds(),
                    ExpiresAt = key.ExpiresAt?.ToUnixTimeMilliseconds(),
                });
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == UniqueViolated)
        {
            return false;
        }
    }

    public void Remove(string id)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute("DELETE FROM api_key WHERE id=@id", new { id });
    }

    /// <summary>Keeps when keys were used last, in one transaction.</summary>
    public void WriteUses(IEnumerable<ApiKey> keys)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (ApiKey key in keys)
        {
            connection.Execute(
                "UPDATE api_key SET last_used_at=@at, last_used_from=@from WHERE id=@id",
                new { id = key.Id, at = key.LastUsedAt?.ToUnixTimeMilliseconds(), from = key.LastUsedFrom },
                transaction);
        }

        transaction.Commit();
    }

    private static ApiKey KeyOf(Row row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Role = Enum.Parse<Role>(row.Role),
        Scopes = ScopesOf(row.Scopes),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        ExpiresAt = TimeOf(row.ExpiresAt),
        LastUsedAt = TimeOf(row.LastUsedAt),
        LastUsedFrom = row.LastUsedFrom,
    };

    // A name that this version does not know gives nothing: better too little than too much.
    private static KeyScopes ScopesOf(string names) => names.Length == 0
        ? KeyScopes.All
        : names.Split(' ').Aggregate(KeyScopes.None, (scopes, name) => scopes | (ScopeNames.Parse(name) ?? KeyScopes.None));

    private static DateTimeOffset? TimeOf(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string Role { get; init; } = "";

        public string Hash { get; init; } = "";

        public string Scopes { get; init; } = "";

        public long CreatedAt { get; init; }

        public long? ExpiresAt { get; init; }

        public long? LastUsedAt { get; init; }

        public string? LastUsedFrom { get; init; }
    }
}
