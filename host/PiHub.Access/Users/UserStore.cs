using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Access.Users;

/// <summary>The users, in the table <c>hub_user</c> of the hub's database, at most 500. Safe to use from any thread.</summary>
/// <remarks>A change of role or password, disabling and deleting cancel <see cref="RevocationOf"/> and end the user's sessions.</remarks>
public sealed class UserStore
{
    private const int MaximumUsers = 500;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly UserTable _table;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Entry> _byId = new(StringComparer.Ordinal);

    // Guards every change, so that two of them cannot each leave the other's owner as the last one.
    private readonly Lock _gate = new();

    /// <summary>Loads the users.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="time">The clock.</param>
    public UserStore(SqliteDatabase database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_table, _time) = (new UserTable(database), time);
        foreach (UserRow row in _table.Load())
        {
            _byId[row.Id] = new Entry(row.ToUser(), row.PasswordHash, row.Stamp);
        }

        NoticeOwner();
    }

    /// <summary>Whether there is an owner who can sign in; once there is one, there always will be.</summary>
    public bool HasOwner => OwnerSource.IsCancellationRequested;

    /// <summary>Cancelled as soon as <see cref="HasOwner"/>: ends what was open to anybody before.</summary>
    public CancellationToken OwnerIsThere => OwnerSource.Token;

    /// <summary>All users, ordered by user name.</summary>
    public IReadOnlyList<HubUser> List() =>
        [.. _byId.Values.Select(entry => entry.User).OrderBy(user => user.UserName, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The user with an id; null when there is none.</summary>
    /// <param name="id">The id.</param>
    public HubUser? Find(string id) => _byId.GetValueOrDefault(id)?.User;

    /// <summary>The user with a user name, in any case of letters; null when there is none.</summary>
    /// <param name="userName">The user name.</param>
    public HubUser? FindNamed(string userName) => CredentialsOf(userName)?.User;

    /// <summary>Cancelled when what the user has opened must end; at once for a user who is not there or disabled.</summary>
    /// <param name="id">The user's id.</param>
    public CancellationToken RevocationOf(string id) => _byId.GetValueOrDefault(id) is { User.IsDisabled: false } entry
        ? entry.Revoked.Token
        : new CancellationToken(canceled: true);

    /// <summary>Makes a user.</summary>
    /// <param name="userName">A name that passes <see cref="UserNames.Check"/>.</param>
    /// <param name="displayName">A name that passes <see cref="UserNames.CheckDisplay"/>.</param>
    /// <param name="role">What the user may do.</param>
    /// <param name="passwordHash">The hash of the password; null for a user who is only invited.</param>
    /// <returns>The user, when it is done.</returns>
    public (UserChange Outcome, HubUser? User) Create(string userName, string displayName, Role role, string? passwordHash)
    {
        var user = new HubUser
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            UserName = userName,
            DisplayName = displayName,
            Role = role,
            HasPassword = passwordHash is not null,
            CreatedAt = Now(),
        };
        lock (_gate)
        {
            if (_byId.Count >= MaximumUsers)
            {
                return (UserChange.TooMany, null);
            }

            if (!_table.TryInsert(UserRow.Of(user, passwordHash, stamp: 0)))
            {
                return (UserChange.NameTaken, null);
            }

            _byId[user.Id] = new Entry(user, passwordHash, Stamp: 0);
            NoticeOwner();
        }

        return (UserChange.Done, user);
    }

    /// <summary>Changes what an administrator may change; another role or disabling ends the user's sessions.</summary>
    /// <param name="id">The user's id.</param>
    /// <param name="displayName">The new display name.</param>
    /// <param name="role">The new role.</param>
    /// <param name="isDisabled">Whether the user may not sign in.</param>
    public UserChange Change(string id, string displayName, Role role, bool isDisabled) => Replace(
        id, entry => entry with { User = entry.User with { DisplayName = displayName, Role = role, IsDisabled = isDisabled } });

    /// <summary>Changes what users may change of themselves.</summary>
    /// <param name="id">The user's id.</param>
    /// <param name="displayName">The new display name.</param>
    /// <param name="language">The new language; null for the browser's.</param>
    public UserChange SetProfile(string id, string displayName, string? language) =>
        Replace(id, entry => entry with { User = entry.User with { DisplayName = displayName, Language = language } });

    /// <summary>Changes or takes away the password; the user's sessions end.</summary>
    /// <param name="id">The user's id.</param>
    /// <param name="passwordHash">The hash of the new one; null for none.</param>
    /// <param name="keep">Called when the change is made and nothing has ended yet: the chance to keep the session that made it.</param>
    public UserChange SetPassword(string id, string? passwordHash, Action? keep = null) => Replace(
        id,
        entry => entry with { PasswordHash = passwordHash, User = entry.User with { HasPassword = passwordHash is not null } },
        keep);

    /// <summary>Ends all that a user has opened: sessions, and connections by password.</summary>
    /// <param name="id">The user's id.</param>
    public UserChange SignOut(string id) => Replace(id, entry => entry, keep: null, endsAlways: true);

    /// <summary>Deletes a user with all that is theirs.</summary>
    /// <param name="id">The user's id.</param>
    public UserChange Delete(string id)
    {
        Entry? entry;
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out entry))
            {
                return UserChange.NotFound;
            }

            if (IsLastOwner(entry))
            {
                return UserChange.LastOwner;
            }

            _table.Delete(id);
            _byId.TryRemove(id, out _);
        }

        entry.Revoked.Cancel();
        return UserChange.Done;
    }

    /// <summary>Notes that a user uses the hub; written at most once a minute.</summary>
    /// <param name="id">The user's id.</param>
    public void Seen(string id)
    {
        DateTimeOffset now = Now();
        if (Find(id) is not { } user || now - user.LastSeenAt < SeenEvery)
        {
            return;
        }

        try
        {
            Replace(id, entry => entry with { User = entry.User with { LastSeenAt = now } });
        }
        catch (SqliteException)
        {
            // A disk that cannot be written must not keep people out who want to see why; the next minute tries again.
        }
    }

    /// <summary>What a user's password is checked against; null when there is no such user.</summary>
    internal UserCredentials? CredentialsOf(string userName)
    {
        foreach (Entry entry in _byId.Values)
        {
            if (string.Equals(entry.User.UserName, userName, StringComparison.OrdinalIgnoreCase))
            {
                return new UserCredentials(entry.User, entry.PasswordHash, entry.Revoked.Token);
            }
        }

        return null;
    }

    /// <summary>Counts what ended the user's sessions: one with another stamp is no session; null for a user who may not sign in.</summary>
    internal long? StampOf(string id) => _byId.GetValueOrDefault(id) is { User.IsDisabled: false } entry ? entry.Stamp : null;

    // Never disposed: it has no timer, and who holds its token may come late.
    private CancellationTokenSource OwnerSource { get; } = new();

    private UserChange Replace(string id, Func<Entry, Entry> change, Action? keep = null, bool endsAlways = false)
    {
        CancellationTokenSource? ended = null;
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out Entry? before))
            {
                return UserChange.NotFound;
            }

            Entry after = change(before);
            if (IsLastOwner(before) && !after.IsOwner)
            {
                return UserChange.LastOwner;
            }

            if (endsAlways || after.User.Role != before.User.Role || after.User.IsDisabled != before.User.IsDisabled || after.PasswordHash != before.PasswordHash)
            {
                ended = before.Revoked;
                after = after with { Stamp = before.Stamp + 1, Revoked = new CancellationTokenSource() };
            }

            _table.Update(UserRow.Of(after.User, after.PasswordHash, after.Stamp));
            _byId[id] = after;
            NoticeOwner();
        }

        keep?.Invoke();
        ended?.Cancel();
        return UserChange.Done;
    }

    private bool IsLastOwner(Entry entry) => entry.IsOwner && _byId.Values.Count(other => other.IsOwner) == 1;

    private void NoticeOwner()
    {
        if (_byId.Values.Any(entry => entry.IsOwner))
        {
            OwnerSource.Cancel();
        }
    }

    // As the table keeps it, so that a reload changes nothing.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());

    private sealed record Entry(HubUser User, string? PasswordHash, long Stamp)
    {
        // Never disposed, like the other one.
        public CancellationTokenSource Revoked { get; init; } = new();

        public bool IsOwner => User is { Role: Role.Owner, IsDisabled: false, HasPassword: true };
    }
}
