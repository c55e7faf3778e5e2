using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Sqlite;

namespace PiHub.Notifications.Targets;

/// <summary>The targets, in the table <c>notification_target</c> of the hub's database; their secrets are encrypted with the data folder's
/// keys. Safe to use from any thread.</summary>
public sealed class TargetStore
{
    /// <summary>How many targets there may be.</summary>
    public const int Maximum = 20;

    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE notification_target(id TEXT PRIMARY KEY, settings TEXT NOT NULL, secret TEXT, last_success_at INTEGER,
            last_error TEXT, last_error_at INTEGER) STRICT
        """,
    ];

    private readonly SqliteDatabase _database;
    private readonly IDataProtector _protector;
    private readonly ILogger _logger;
    private readonly Lock _lock = new(); // guards the writing of the two fields below
    private ImmutableSortedDictionary<string, NotificationTarget> _targets = ImmutableSortedDictionary<string, NotificationTarget>.Empty;
    private ImmutableDictionary<string, TargetState> _stored = ImmutableDictionary<string, TargetState>.Empty;

    /// <summary>Loads the targets.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="protection">Encrypts the secrets.</param>
    /// <param name="logger">Told of a secret that cannot be decrypted.</param>
    public TargetStore(SqliteDatabase database, IDataProtectionProvider protection, ILogger<TargetStore> logger)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _protector, _logger) = (database, protection.CreateProtector("PiHub.NotificationTargets"), logger);
        database.Migrate("notification targets", Migrations);
        using SqliteConnection connection = database.Open();
        foreach (Row row in connection.Query<Row>(
            "SELECT id, settings, secret, last_success_at AS LastSuccessAt, last_error AS LastError, last_error_at AS LastErrorAt FROM notification_target"))
        {
            if (JsonSerializer.Deserialize(row.Settings, TargetJson.Default.NotificationTarget) is { } target)
            {
                _targets = _targets.Add(row.Id, target with { Id = row.Id, Secret = Reveal(row.Secret, target.Name) });
                _stored = _stored.Add(row.Id, row.ToState());
            }
        }
    }

    /// <summary>Raised after one was added, changed or removed.</summary>
    internal event Action? Changed;

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<NotificationTarget> List() =>
        [.. _targets.Values.OrderBy(target => target.Name, StringComparer.OrdinalIgnoreCase).ThenBy(target => target.Id, StringComparer.Ordinal)];

    /// <summary>One of them; null when there is none.</summary>
    /// <param name="id">Its id.</param>
    public NotificationTarget? Find(string id) => _targets.GetValueOrDefault(id);

    /// <summary>Adds one that passes <see cref="TargetRules"/>.</summary>
    /// <param name="target">The target, without an id.</param>
    /// <returns>The target with its id; null when there are <see cref="Maximum"/> already.</returns>
    public NotificationTarget? Add(NotificationTarget target)
    {
        lock (_lock)
        {
            if (_targets.Count >= Maximum)
            {
                return null;
            }

            NotificationTarget added = target with { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)) };
            Write(added);
            _targets = _targets.Add(added.Id, added);
            target = added;
        }

        Changed?.Invoke();
        return target;
    }

    /// <summary>Changes one; its secret is part of it.</summary>
    /// <param name="target">The target as it shall be, passing <see cref="TargetRules"/>.</param>
    /// <returns>False when there is none with its id.</returns>
    public bool Update(NotificationTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_lock)
        {
            if (!_targets.ContainsKey(target.Id))
            {
                return false;
            }

            Write(target);
            _targets = _targets.SetItem(target.Id, target);
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Removes one.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>False when there is none.</returns>
    public bool Remove(string id)
    {
        lock (_lock)
        {
            if (!_targets.ContainsKey(id))
            {
                return false;
            }

            using SqliteConnection connection = _database.Open();
            connection.Execute("DELETE FROM notification_target WHERE id=@id", new { id });
            (_targets, _stored) = (_targets.Remove(id), _stored.Remove(id));
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>How it went last, as far as it is kept over a restart.</summary>
    internal TargetState StateOf(string id) => _stored.GetValueOrDefault(id) ?? new TargetState();

    /// <exception cref="SqliteException">It could not be written.</exception>
    internal void SaveState(string id, TargetState state)
    {
        lock (_lock)
        {
            _stored = _targets.ContainsKey(id) ? _stored.SetItem(id, state) : _stored;
        }

        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "UPDATE notification_target SET last_success_at=@success, last_error=@LastError, last_error_at=@failure WHERE id=@id",
            new { id, success = state.LastSuccessAt?.ToUnixTimeMilliseconds(), state.LastError, failure = state.LastErrorAt?.ToUnixTimeMilliseconds() });
    }

    private void Write(NotificationTarget target)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "INSERT INTO notification_target(id, settings, secret) VALUES(@Id, @settings, @secret) "
            + "ON CONFLICT(id) DO UPDATE SET settings=excluded.settings, secret=excluded.secret",
            new
            {
                target.Id,
                settings = JsonSerializer.Serialize(target, TargetJson.Default.NotificationTarget),
                secret = target.Secret is { Length: > 0 } secret ? _protector.Protect(secret) : null,
            });
    }

    private string? Reveal(string? secret, string target)
    {
        try
        {
            return secret is null ? null : _protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            Log.SecretUnreadable(_logger, target);
            return null;
        }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Settings { get; init; } = "";

        public string? Secret { get; init; }

        public long? LastSuccessAt { get; init; }

        public string? LastError { get; init; }

        public long? LastErrorAt { get; init; }

        public TargetState ToState() => new()
        {
            LastSuccessAt = TimeOf(LastSuccessAt), LastError = LastError, LastErrorAt = TimeOf(LastErrorAt),
        };

        private static DateTimeOffset? TimeOf(long? milliseconds) =>
            milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
    }
}
