using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Access.Users;
using PiHub.Sqlite;

namespace PiHub.Access.SecondFactor;

/// <summary>Second factors (RFC 6238) and their recovery codes, in the tables <c>second_factor</c> and <c>recovery_code</c>. Safe to use
/// from any thread.</summary>
/// <remarks>Secrets are encrypted with the data folder's keys; recovery codes are 80 random bits, kept as SHA-256, and each is used once.</remarks>
public sealed class SecondFactorStore
{
    private const int SecretBytes = 20; // RFC 4226, section 4, R6: as long as the hash
    private const int RecoveryCodes = 10;
    private const int RecoveryBytes = 10;

    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE second_factor(
            user_id TEXT PRIMARY KEY REFERENCES hub_user(id) ON DELETE CASCADE, secret BLOB NOT NULL, is_active INTEGER NOT NULL,
            last_step INTEGER NOT NULL) STRICT;
        CREATE TABLE recovery_code(
            user_id TEXT NOT NULL REFERENCES hub_user(id) ON DELETE CASCADE, hash TEXT NOT NULL, PRIMARY KEY(user_id, hash)) STRICT, WITHOUT ROWID;
        """,
    ];

    private readonly SqliteDatabase _database;
    private readonly IDataProtector _protector;
    private readonly TimeProvider _time;
    private readonly ILogger<SecondFactorStore> _logger;
    private readonly ConcurrentDictionary<string, bool> _active = new(StringComparer.Ordinal);

    // Guards reading a secret's last step and writing the next, so that no step counts twice.
    private readonly Lock _gate = new();

    /// <summary>Prepares the tables.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="users">Whose they are; asked for so that their table is there.</param>
    /// <param name="protection">Encrypts the secrets.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public SecondFactorStore(
        SqliteDatabase database, UserStore users, IDataProtectionProvider protection, TimeProvider time, ILogger<SecondFactorStore> logger)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(users);
        (_database, _time, _logger) = (database, time, logger);
        _protector = protection.CreateProtector("PiHub.SecondFactor");
        database.Migrate("second factors", Migrations);
        using SqliteConnection connection = database.Open();
        foreach (string id in connection.Query<string>("SELECT user_id FROM second_factor WHERE is_active=1"))
        {
            _active[id] = true;
        }
    }

    /// <summary>Whether a user signs in with a second factor.</summary>
    /// <param name="userId">The user's id.</param>
    public bool IsActive(string userId) => _active.ContainsKey(userId);

    /// <summary>Makes a new secret, which counts when <see cref="Activate"/> was shown a code of it.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="issuer">What the app calls the hub.</param>
    /// <returns>Null when the user has a second factor already.</returns>
    public SecondFactorSecret? Begin(HubUser user, string issuer)
    {
        ArgumentNullException.ThrowIfNull(user);
        byte[] secret = RandomNumberGenerator.GetBytes(SecretBytes);
        lock (_gate)
        {
            if (IsActive(user.Id))
            {
                return null;
            }

            using SqliteConnection connection = _database.Open();
            connection.Execute(
                "INSERT INTO second_factor VALUES(@id, @secret, 0, 0) ON CONFLICT(user_id) DO UPDATE SET secret=excluded.secret, last_step=0",
                new { id = user.Id, secret = _protector.Protect(secret) });
        }

        string text = Base32.Encode(secret);
        string label = $"{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(user.UserName)}";
        return new SecondFactorSecret(text, $"otpauth://totp/{label}?secret={text}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Totp.Digits}&period=30");
    }

    /// <summary>Makes the secret of <see cref="Begin"/> count.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="code">A code of it.</param>
    /// <returns>The recovery codes, which are nowhere kept; null when the code is wrong or nothing was begun.</returns>
    public IReadOnlyList<string>? Activate(string userId, string? code)
    {
        string[] codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => Spread(Base32.Encode(RandomNumberGenerator.GetBytes(RecoveryBytes))))];
        lock (_gate)
        {
            using SqliteConnection connection = _database.Open();
            if (IsActive(userId) || Match(connection, userId, Plain(code)) is not { } step)
            {
                return null;
            }

            using SqliteTransaction transaction = connection.BeginTransaction();
            connection.Execute(
                "UPDATE second_factor SET is_active=1, last_step=@step WHERE user_id=@userId; DELETE FROM recovery_code WHERE user_id=@userId",
                new { userId, step },
                transaction);
            connection.Execute(
                "INSERT INTO recovery_code VALUES(@userId, @hash)", codes.Select(text => new { userId, hash = Hash(text) }), transaction);
            transaction.Commit();
            _active[userId] = true;
        }

        return codes;
    }

    /// <summary>Whether a code, or a recovery code, lets the user in now; each does so once.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="code">The code as given; blanks and dashes do not matter.</param>
    public bool TryUse(string userId, string code)
    {
        string plain = Plain(code);
        lock (_gate)
        {
            using SqliteConnection connection = _database.Open();
            if (plain.Length != Totp.Digits)
            {
                return connection.Execute("DELETE FROM recovery_code WHERE user_id=@userId AND hash=@hash", new { userId, hash = Hash(plain) }) == 1;
            }

            return Match(connection, userId, plain) is { } step
                && connection.Execute("UPDATE second_factor SET last_step=@step WHERE user_id=@userId", new { userId, step }) == 1;
        }
    }

    /// <summary>Removes the user's second factor; the password alone counts from then on.</summary>
    /// <param name="userId">The user's id.</param>
    public void Remove(string userId)
    {
        lock (_gate)
        {
            using SqliteConnection connection = _database.Open();
            connection.Execute(
                "DELETE FROM second_factor WHERE user_id=@userId; DELETE FROM recovery_code WHERE user_id=@userId", new { userId });
            _active.TryRemove(userId, out _);
        }
    }

    private long? Match(SqliteConnection connection, string userId, string code)
    {
        Row? row = connection.QuerySingleOrDefault<Row>(
            "SELECT secret, last_step AS LastStep FROM second_factor WHERE user_id=@userId", new { userId });
        try
        {
            return row is null ? null : Totp.Match(_protector.Unprotect(row.Secret), code, _time.GetUtcNow(), row.LastStep);
        }
        catch (CryptographicException)
        {
            Log.SecondFactorUnreadable(_logger, userId);
            return null;
        }
    }

    private static string Plain(string? code) => code is { Length: <= 100 }
        ? code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()
        : "";

    private static string Spread(string code) => string.Join('-', code.Chunk(4).Select(part => new string(part)));

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(code))));

    private sealed class Row
    {
        public byte[] Secret { get; init; } = [];

        public long LastStep { get; init; }
    }
}
