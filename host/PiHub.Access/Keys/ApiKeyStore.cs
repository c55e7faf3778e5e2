using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;

namespace PiHub.Access.Keys;

/// <summary>The API keys, in the table <c>api_key</c> of the hub's database. Safe to use from any thread.</summary>
/// <remarks>A key is 256 random bits, so its plain SHA-256 is kept: there is nothing to guess that a slow hash would protect.</remarks>
public sealed class ApiKeyStore : IDisposable
{
    /// <summary>The longest that a key may live, from now.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(3653);

    private const string Prefix = "pihub_";
    private const int SecretBytes = 32;

    // The clock may be set while the timer waits.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly ApiKeyTable _table;
    private readonly TimeProvider _time;
    private readonly ITimer _expiry; // set under _expiryGate
    private readonly Lock _expiryGate = new();
    private readonly ConcurrentDictionary<string, ApiKeyEntry> _byHash = new(StringComparer.Ordinal);

    /// <summary>Loads the keys.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="time">The clock.</param>
    public ApiKeyStore(SqliteDatabase database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        (_table, _time) = (new ApiKeyTable(database), time);
        foreach ((ApiKey key, string hash) in _table.Read())
        {
            _byHash[hash] = new ApiKeyEntry(key);
        }

        _expiry = time.CreateTimer(_ => EndExpired(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        EndExpired();
    }

    /// <summary>All keys, also those that have expired, ordered by name.</summary>
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

    /// <summary>What is wrong with the end of a new key; null when nothing is.</summary>
    /// <param name="expiresAt">When it ends; null for never.</param>
    public string? CheckExpiry(DateTimeOffset? expiresAt) => (expiresAt - _time.GetUtcNow()) switch
    {
        { } life when life <= TimeSpan.Zero => "expires_at lies in the past; leave it out for a key that does not end",
        { } life when life > LongestLife => "expires_at is more than 10 years away; leave it out for a key that does not end",
        _ => null,
    };

    /// <summary>Why a name that another key has cannot be given.</summary>
    /// <param name="name">The name.</param>
    public static string Taken(string name) => $"there is a key named '{name}' already; revoke it first or choose another name";

    /// <summary>Whether a text has the form of a key's secret, known or not.</summary>
    /// <param name="secret">The text.</param>
    public static bool IsKeyShaped(string secret) => secret is not null
        && secret.Length == Prefix.Length + Base64Url.GetEncodedLength(SecretBytes)
        && secret.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Makes a key.</summary>
    /// <param name="name">A name that passes <see cref="Check"/>.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="scopes">What of that it may use.</param>
    /// <param name="expiresAt">When it ends, to the millisecond; null for never. It passes <see cref="CheckExpiry"/>.</param>
    /// <returns>The key and its secret, which is nowhere kept; null when another key has taken the name since it was checked.</returns>
    public (ApiKey Key, string Secret)? Create(
        string name, Role role, KeyScopes scopes = KeyScopes.All, DateTimeOffset? expiresAt = null)
    {
        string secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var key = new ApiKey
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
            Name = name,
            Role = role,
            Scopes = scopes,
            CreatedAt = ToMilliseconds(_time.GetUtcNow()),
            ExpiresAt = expiresAt is { } end ? ToMilliseconds(end) : null,
        };
        string hash = Hash(secret);
        if (!_table.TryAdd(key, hash))
        {
            return null;
        }

        _byHash[hash] = new ApiKeyEntry(key);
        EndExpired();
        return (key, secret);
    }

    /// <summary>Finds the key with a secret; null when there is none or it has expired.</summary>
    /// <param name="secret">The secret, as sent by a client.</param>
    public ApiKey? Find(string? secret) =>
        secret is { Length: > 0 and <= 200 } && _byHash.GetValueOrDefault(Hash(secret)) is { } entry && entry.IsValid(_time.GetUtcNow())
            ? entry.Key
            : null;

    /// <summary>Finds a key by its id, else by its name, also one that has expired; null when there is none.</summary>
    /// <param name="idOrName">What its owner calls it.</param>
    public ApiKey? FindNamed(string idOrName) =>
        Keys.FirstOrDefault(key => key.Id == idOrName) ?? Keys.FirstOrDefault(key => key.Name == idOrName);

    /// <summary>Whether a key has neither been revoked nor expired.</summary>
    /// <param name="id">The key's id.</param>
    public bool IsValid(string id) => EntryOf(id)?.IsValid(_time.GetUtcNow()) == true;

    /// <summary>What a key may use of its role; nothing when there is none.</summary>
    /// <param name="id">The key's id.</param>
    public KeyScopes ScopesOf(string id) => EntryOf(id)?.Key.Scopes ?? KeyScopes.None;

    /// <summary>Notes that a key was used; kept in memory until <see cref="WriteUses"/>.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="address">The other side's IP address; null when there is none.</param>
    public void Use(string id, string? address) => EntryOf(id)?.Use(ToMilliseconds(_time.GetUtcNow()), address);

    /// <summary>Writes what has been used since the last time.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">It cannot be written; these uses are lost, the next are not.</exception>
    internal void WriteUses()
    {
        ApiKey[] used = [.. _byHash.Values.Select(entry => entry.TakeUse()).OfType<ApiKey>()];
        if (used.Length > 0)
        {
            _table.WriteUses(used);
        }
    }

    /// <summary>Cancelled when a key is revoked or expires, and at once for one that is not there: ends what the key has opened.</summary>
    /// <param name="id">The key's id.</param>
    public CancellationToken RevocationOf(string id) => EntryOf(id)?.Ended ?? new CancellationToken(canceled: true);

    /// <summary>Revokes a key at once; see <see cref="RevocationOf"/>.</summary>
    /// <param name="id">The key's id.</param>
    /// <returns>False when there is none.</returns>
    public bool Revoke(string id)
    {
        foreach ((string hash, ApiKeyEntry entry) in _byHash)
        {
            if (entry.Key.Id == id)
            {
                _table.Remove(id);
                bool wasThere = _byHash.TryRemove(hash, out _);
                entry.End();
                return wasThere;
            }
        }

        return false;
    }

    /// <summary>Stops watching for keys that expire.</summary>
    public void Dispose() => _expiry.Dispose();

    private IEnumerable<ApiKey> Keys => _byHash.Values.Select(entry => entry.Key);

    private ApiKeyEntry? EntryOf(string id) => _byHash.Values.FirstOrDefault(entry => entry.Key.Id == id);

    // Ends what has expired, and waits for the next.
    private void EndExpired()
    {
        DateTimeOffset now = _time.GetUtcNow();
        ApiKeyEntry[] expired;
        lock (_expiryGate)
        {
            ILookup<bool, ApiKeyEntry> ending = _byHash.Values
                .Where(entry => entry.Key.ExpiresAt is not null && !entry.Ended.IsCancellationRequested)
                .ToLookup(entry => entry.IsValid(now));
            expired = [.. ending[false]];
            TimeSpan? left = ending[true].Min(entry => entry.Key.ExpiresAt) - now;

            // One millisecond more: a timer may count in milliseconds and round down.
            TimeSpan wait = left is { } time ? (time < LongestWait ? time : LongestWait) + TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan;
            _expiry.Change(wait, Timeout.InfiniteTimeSpan);
        }

        foreach (ApiKeyEntry entry in expired)
        {
            entry.End();
        }
    }

    private static DateTimeOffset ToMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
