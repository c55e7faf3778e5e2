using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;

namespace PiHub.Access.Keys;

/// <summary>The API keys, in the table <c>api_key</c> of the hub's database. Safe to use from any thread.</summary>
/// <remarks>A key is 256 random bits, so its plain SHA-256 is kept: there is nothing to guess that a slow hash would protect.</remarks>
public sealed class ApiKeyStore
{
    private const string Prefix = "pihub_";
    private const int UniqueViolated = 2067; // SQLITE_CONSTRAINT_UNIQUE

    private static readonly string[] Migrations =
    [
        "CREATE TABLE api_key(id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL) STRICT",
    ];

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Entry> _byHash = new(StringComparer.Ordinal);

    /// <summary>Loads the keys.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="time">The clock.</param>
    public ApiKeyStore(SqliteDatabase database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _time) = (database, time);
        database.Migrate("api keys", Migrations);
        using SqliteConnection connection = database.Open();
        foreach (Row row in connection.Query<Row>("SELECT id, name, role, hash, created_at AS CreatedAt FROM api_key"))
        {
            _byHash[row.Hash] = new Entry(new ApiKey
            {
                Id = row.Id,
                Name = row.Name,
                Role = Enum.Parse<Role>(row.Role),
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            });
        }
    }

    /// <summary>All keys, ordered by name.</summary>
    public IReadOnlyList<ApiKey> List() => [.. Keys.OrderBy(key => key.Name, StringComparer.Ordinal)];

    /// <summary>What is wrong with a new key's name and role; null when nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="role">The role.</param>
    public string? Check(string name, Role role) => name switch
    {
        null or "" or { Length: > 100 } => "a key's name has 1 to 100 characters",
        _ when name.Any(char.IsControl) => "a key's name has no control characters",
        _ when name.Contains('/') => "a key's name has no '/': it is part of a route",
        _ when role == Role.Device && !DeviceTopic.IsValidId(name) => $"the name of a device key is the device's id: {DeviceTopic.IdRule}",
        _ when Keys.Any(key => key.Name == name) => Taken(name),
        _ when Keys.Any(key => key.Id == name) => $"'{name}' is another key's id; choose another name",
        _ => null,
    };

    /// <summary>Why a name that another key has cannot be given.</summary>
    /// <param name="name">The name.</param>
    public static string Taken(string name) => $"there is a key named '{name}' already; revoke it first or choose another name";

    /// <summary>Makes a key.</summary>
    /// <param name="name">A name that passes <see cref="Check"/>.</param>
    /// <param name="role">What it may do.</param>
    /// <returns>The key and its secret, which is nowhere kept; null when another key has taken the name since it was checked.</returns>
    public (ApiKey Key, string Secret)? Create(string name, Role role)
    {
        string secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var key = new ApiKey
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
            Name = name,
            Role = role,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds()),
        };
        string hash = Hash(secret);
        using SqliteConnection connection = _database.Open();
        try
        {
            connection.Execute(
                "INSERT INTO api_key(id, name, role, hash, created_at) VALUES(@Id, @Name, @Role, @Hash, @CreatedAt)",
                new Row { Id = key.Id, Name = name, Role = role.ToString(), Hash = hash, CreatedAt = key.CreatedAt.ToUnixTimeMilliseconds() });
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == UniqueViolated)
        {
            return null;
        }

        _byHash[hash] = new Entry(key);
        return (key, secret);
    }

    /// <summary>Finds the key with a secret; null when there is none.</summary>
    /// <param name="secret">The secret, as sent by a client.</param>
    public ApiKey? Find(string? secret) =>
        secret is { Length: > 0 and <= 200 } ? _byHash.GetValueOrDefault(Hash(secret))?.Key : null;

    /// <summary>Finds a key by its id, else by its name; null when there is none.</summary>
    /// <param name="idOrName">What its owner calls it.</param>
    public ApiKey? FindNamed(string idOrName) =>
        Keys.FirstOrDefault(key => key.Id == idOrName) ?? Keys.FirstOrDefault(key => key.Name == idOrName);

    /// <summary>Whether a key has not been revoked.</summary>
    /// <param name="id">The key's id.</param>
    public bool IsValid(string id) => Keys.Any(key => key.Id == id);

    /// <summary>Cancelled when a key is revoked, and at once for one that is not there: ends what the key has opened.</summary>
    /// <param name="id">The key's id.</param>
    public CancellationToken RevocationOf(string id) =>
        _byHash.Values.FirstOrDefault(entry => entry.Key.Id == id)?.Revoked.Token ?? new CancellationToken(canceled: true);

    /// <summary>Revokes a key at once; see <see cref="RevocationOf"/>.</summary>
    /// <param name="id">The key's id.</param>
    /// <returns>False when there is none.</returns>
    public bool Revoke(string id)
    {
        foreach ((string hash, Entry entry) in _byHash)
        {
            if (entry.Key.Id == id)
            {
                using SqliteConnection connection = _database.Open();
                connection.Execute("DELETE FROM api_key WHERE id=@id", new { id });
                bool wasThere = _byHash.TryRemove(hash, out _);
                entry.Revoked.Cancel();
                return wasThere;
            }
        }

        return false;
    }

    private IEnumerable<ApiKey> Keys => _byHash.Values.Select(entry => entry.Key);

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    // The source is never disposed: it has no timer, and who holds its token may come late.
    private sealed class Entry(ApiKey key)
    {
        public ApiKey Key { get; } = key;

        public CancellationTokenSource Revoked { get; } = new();
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string Role { get; init; } = "";

        public string Hash { get; init; } = "";

        public long CreatedAt { get; init; }
    }
}
