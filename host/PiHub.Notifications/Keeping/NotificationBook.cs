namespace PiHub.Notifications.Keeping;

/// <summary>The notifications that are kept, and the rules of what becomes of them. Changed by one thread, read by any.</summary>
internal sealed class NotificationBook
{
    // What is back so soon is the same one again; a device that comes and goes must not fill the book.
    public static readonly TimeSpan ReopenWithin = TimeSpan.FromHours(1);

    private readonly Lock _lock = new(); // guards the four fields below
    private readonly SortedDictionary<long, NotificationEntry> _byId = [];
    private readonly Dictionary<(string Kind, string Subject), long> _latest = [];
    private readonly HashSet<long> _unsaved = [];
    private long _lastId;

    public NotificationBook(IEnumerable<NotificationEntry> kept)
    {
        foreach (NotificationEntry entry in kept.OrderBy(entry => entry.Id))
        {
            (_byId[entry.Id], _latest[KeyOf(entry)], _lastId) = (entry, entry.Id, entry.Id);
        }
    }

    /// <summary>All that are kept, newest first.</summary>
    public IReadOnlyList<NotificationEntry> List()
    {
        lock (_lock)
        {
            return [.. _byId.Values.Reverse()];
        }
    }

    public NotificationEntry? Find(long id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>The one that goes on, put away or not; null when there is none.</summary>
    public NotificationEntry? FindGoingOn(string kind, string subject)
    {
        lock (_lock)
        {
            return Latest(kind, subject) is { ResolvedAt: null } entry ? entry : null;
        }
    }

    public NotificationChange Raise(Notification notification, DateTimeOffset now)
    {
        lock (_lock)
        {
            NotificationEntry? latest = Latest(notification.Kind, notification.Subject);
            return latest switch
            {
                { ResolvedAt: null } => Repeat(latest, notification, now),
                { ResolvedAt: { } over } when now - over <= ReopenWithin => Put(ChangeKind.Raised, latest with
                {
                    Notification = notification, LastAt = now, Count = latest.Count + 1, ResolvedAt = null, DismissedAt = null,
                }),
                _ => Put(ChangeKind.Raised, new NotificationEntry
                {
                    Id = ++_lastId, Notification = notification, RaisedAt = now, LastAt = now, Count = 1,
                }),
            };
        }
    }

    public NotificationChange? Resolve(string kind, string subject, DateTimeOffset now)
    {
        lock (_lock)
        {
            return Latest(kind, subject) is { ResolvedAt: null } entry ? Put(ChangeKind.Resolved, entry with { ResolvedAt = now }) : null;
        }
    }

    /// <summary>Puts one away, or takes it out again (null).</summary>
    public NotificationChange? Sort(long id, DateTimeOffset? dismissedAt)
    {
        lock (_lock)
        {
            return _byId.TryGetValue(id, out NotificationEntry? entry) ? Put(ChangeKind.Sorted, entry with { DismissedAt = dismissedAt }) : null;
        }
    }

    /// <summary>Deletes what is too old or too much.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Prune(int maximum, TimeSpan age, DateTimeOffset now)
    {
        lock (_lock)
        {
            long[] old = [.. _byId.Values.Where(entry => now - entry.LastAt > age).Select(entry => entry.Id)];
            long[] surplus = [.. _byId.Values.Where(entry => !old.Contains(entry.Id))
                .OrderBy(entry => entry.ResolvedAt is null)
                .ThenBy(entry => entry.LastAt)
                .Take(Math.Max(0, _byId.Count - old.Length - maximum))
                .Select(entry => entry.Id)];
            foreach (long id in (long[])[.. old, .. surplus])
            {
                Remove(id);
            }

            return old.Length + surplus.Length > 0;
        }
    }

    /// <summary>What the table does not know yet: changed ones, and the ids of deleted ones.</summary>
    public (IReadOnlyList<NotificationEntry> Changed, IReadOnlyList<long> Deleted) Unsaved()
    {
        lock (_lock)
        {
            return ([.. _unsaved.Where(_byId.ContainsKey).Select(id => _byId[id])], [.. _unsaved.Where(id => !_byId.ContainsKey(id))]);
        }
    }

    /// <summary>All is in the table now.</summary>
    public void Saved()
    {
        lock (_lock)
        {
            _unsaved.Clear();
        }
    }

    private NotificationChange Repeat(NotificationEntry entry, Notification notification, DateTimeOffset now)
    {
        bool rose = notification.Severity > entry.Notification.Severity;
        return Put(rose ? ChangeKind.Escalated : ChangeKind.Repeated, entry with
        {
            Notification = notification, LastAt = now, Count = entry.Count + 1, DismissedAt = rose ? null : entry.DismissedAt,
        });
    }

    private NotificationEntry? Latest(string kind, string subject) =>
        _latest.TryGetValue((kind, subject), out long id) ? _byId.GetValueOrDefault(id) : null;

    private NotificationChange Put(ChangeKind kind, NotificationEntry entry)
    {
        (_byId[entry.Id], _latest[KeyOf(entry)]) = (entry, Math.Max(entry.Id, _latest.GetValueOrDefault(KeyOf(entry))));
        _unsaved.Add(entry.Id);
        return new NotificationChange(kind, entry);
    }

    private void Remove(long id)
    {
        (string, string) key = KeyOf(_byId[id]);
        _byId.Remove(id);
        _unsaved.Add(id);
        if (_latest[key] == id)
        {
            _latest.Remove(key);
        }
    }

    private static (string Kind, string Subject) KeyOf(NotificationEntry entry) => (entry.Notification.Kind, entry.Notification.Subject);
}
