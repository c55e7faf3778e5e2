using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Access.SignIn;
using PiHub.Access.Users;
using PiHub.Sqlite;

namespace PiHub.Access.Sessions;

/// <summary>Who is signed in where, in the table <c>session</c> of the hub's database; bounded for each user. Safe to use from any
/// thread.</summary>
/// <remarks>A session counts while it has not expired and its user is as when it began; see <see cref="UserStore"/>.</remarks>
public sealed class SessionStore
{
    private const int MaximumClientLength = 200;

    // SD cards wear: what the list of sessions shows is exact in memory and written that often only.
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(5);

    private readonly SessionTable _table;
    private readonly UserStore _users;
    private readonly SessionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SessionStore> _logger;
    private readonly ConcurrentDictionary<string, Entry> _byId = new(StringComparer.Ordinal);

    // Guards every change.
    private readonly Lock _gate = new();

    /// <summary>Loads the sessions.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="users">Whose they are.</param>
    /// <param name="options">How long they last.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public SessionStore(
        SqliteDatabase database, UserStore users, IOptions<SessionOptions> options, TimeProvider time, ILogger<SessionStore> logger)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        (_table, _users, _options, _time, _logger) = (new SessionTable(database), users, options.Value, time, logger);
        foreach (SessionRow row in _table.Load())
        {
            _byId[row.Id] = new Entry(row.ToSession(), row.Stamp, row.Serial);
        }
    }

    /// <summary>Begins a session.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="channel">Whether it has a cookie or tokens.</param>
    /// <param name="address">The other side's IP address; null when there is none.</param>
    /// <param name="client">What the other side says it is; null when it says nothing.</param>
    /// <returns>The session; null when the user may not sign in any more.</returns>
    public Session? Create(HubUser user, SignInChannel channel, string? address, string? client)
    {
        ArgumentNullException.ThrowIfNull(user);
        DateTimeOffset now = Now();
        var session = new Session
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            UserId = user.Id,
            Channel = channel,
            Address = address,
            Client = UserNames.Clean(client, MaximumClientLength),
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + _options.AbsoluteLifetime,
        };
        lock (_gate)
        {
            if (_users.StampOf(user.Id) is not { } stamp)
            {
                return null;
            }

            MakeRoom(user.Id);
            _table.Insert(SessionRow.Of(session, stamp, serial: 0));
            _byId[session.Id] = new Entry(session, stamp, Serial: 0);
        }

        return session;
    }

    /// <summary>The session with an id and its user as it is now; null when there is none that counts.</summary>
    /// <param name="id">The session's id.</param>
    public (Session Session, HubUser User)? Find(string id) =>
        _byId.TryGetValue(id, out Entry? entry) && Counts(entry) && _users.Find(entry.Session.UserId) is { } user
            ? (entry.Session, user)
            : null;

    /// <summary>The sessions of a user that count, those used last first.</summary>
    /// <param name="userId">The user's id.</param>
    public IReadOnlyList<Session> Of(string userId) => [.. _byId.Values
        .Where(entry => entry.Session.UserId == userId && Counts(entry))
        .Select(entry => entry.Session)
        .OrderByDescending(session => session.LastSeenAt)];

    /// <summary>Cancelled when a session is ended; at once for one that does not count. A change of its user cancels
    /// <see cref="UserStore.RevocationOf"/> instead.</summary>
    /// <param name="id">The session's id.</param>
    public CancellationToken RevocationOf(string id) => _byId.TryGetValue(id, out Entry? entry) && Counts(entry)
        ? entry.Ended.Token
        : new CancellationToken(canceled: true);

    /// <summary>Notes that a session and its user are in use.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="address">The other side's IP address; null when there is none.</param>
    public void Seen(string id, string? address)
    {
        if (!_byId.TryGetValue(id, out Entry? known))
        {
            return;
        }

        _users.Seen(known.Session.UserId);
        DateTimeOffset now = Now();
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out Entry? entry) || now - entry.Session.LastSeenAt < TimeSpan.FromSeconds(1))
            {
                return;
            }

            bool isDue = now - entry.WrittenAt >= WriteEvery;
            Entry next = entry with { Session = entry.Session with { LastSeenAt = now, Address = address }, WrittenAt = isDue ? now : entry.WrittenAt };
            _byId[id] = next;
            if (isDue)
            {
                TryWrite(next);
            }
        }
    }

    /// <summary>Lets a session outlive the change that its user has just made to themself.</summary>
    /// <param name="id">The session's id.</param>
    public void Keep(string id)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(id, out Entry? entry) && _users.StampOf(entry.Session.UserId) is { } stamp)
            {
                Put(entry with { Stamp = stamp });
            }
        }
    }

    /// <summary>Uses a refresh token up.</summary>
    /// <param name="id">The session that it names.</param>
    /// <param name="serial">Its number in the session.</param>
    /// <returns>The number of the next one; null when the session does not count, or when the token was used before: then whoever has the
    /// other one may be a thief, and the session ends.</returns>
    public long? Rotate(string id, long serial)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out Entry? entry) || !Counts(entry))
            {
                return null;
            }

            if (entry.Serial == serial)
            {
                Put(entry with { Serial = serial + 1 });
                return serial + 1;
            }
        }

        Log.RefreshTokenReused(_logger, id);
        End(entry => entry.Session.Id == id);
        return null;
    }

    /// <summary>Ends a session of a user.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="id">The session's id.</param>
    /// <returns>False when the user has no such session.</returns>
    public bool End(string userId, string id) => End(entry => entry.Session.Id == id && entry.Session.UserId == userId) > 0;

    /// <summary>Ends the sessions of a user.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="except">The id of the one that stays; null for none.</param>
    public void EndAll(string userId, string? except = null) =>
        End(entry => entry.Session.UserId == userId && entry.Session.Id != except);

    private int End(Func<Entry, bool> which)
    {
        Entry[] ended;
        lock (_gate)
        {
            ended = [.. _byId.Values.Where(which)];
            Remove(ended);
        }

        foreach (Entry entry in ended)
        {
            entry.Ended.Cancel();
        }

        return ended.Length;
    }

    private void MakeRoom(string userId)
    {
        Entry[] dead = [.. _byId.Values.Where(entry => !Counts(entry))];
        Entry[] oldest = [.. _byId.Values.Except(dead)
            .Where(entry => entry.Session.UserId == userId)
            .OrderByDescending(entry => entry.Session.LastSeenAt)
            .Skip(_options.MaximumPerUser - 1)];
        Entry[] ended = [.. dead, .. oldest];
        Remove(ended);
        foreach (Entry entry in ended)
        {
            entry.Ended.Cancel();
        }
    }

    private void Remove(Entry[] entries)
    {
        if (entries.Length == 0)
        {
            return;
        }

        _table.Delete(entries.Select(entry => entry.Session.Id));
        foreach (Entry entry in entries)
        {
            _byId.TryRemove(entry.Session.Id, out _);
        }
    }

    private void Put(Entry entry)
    {
        _table.Update(SessionRow.Of(entry.Session, entry.Stamp, entry.Serial));
        _byId[entry.Session.Id] = entry with { WrittenAt = Now() };
    }

    private void TryWrite(Entry entry)
    {
        try
        {
            _table.Update(SessionRow.Of(entry.Session, entry.Stamp, entry.Serial));
        }
        catch (SqliteException)
        {
            // A disk that cannot be written must not keep people out who want to see why.
        }
    }

    private bool Counts(Entry entry)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return now < entry.Session.ExpiresAt
            && now - entry.Session.LastSeenAt < _options.IdleLifetime
            && _users.StampOf(entry.Session.UserId) == entry.Stamp;
    }

    // As the table keeps it, so that a reload changes nothing.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());

    private sealed record Entry(Session Session, long Stamp, long Serial)
    {
        // Never disposed: it has no timer, and who holds its token may come late.
        public CancellationTokenSource Ended { get; init; } = new();

        public DateTimeOffset WrittenAt { get; init; } = Session.LastSeenAt;
    }
}
