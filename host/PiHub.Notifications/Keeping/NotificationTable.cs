using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Notifications.Keeping;

/// <summary>The table <c>notification</c> of the hub's database.</summary>
internal sealed class NotificationTable
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE notification(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, severity INTEGER NOT NULL,
            title TEXT NOT NULL, detail TEXT NOT NULL, link TEXT, raised_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
            count INTEGER NOT NULL, resolved_at INTEGER, dismissed_at INTEGER) STRICT
        """,
    ];

    private readonly SqliteDatabase _database;

    public NotificationTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("notifications", Migrations);
    }

    public IReadOnlyList<NotificationEntry> Load()
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<Row>(
            "SELECT id, kind, subject, severity, title, detail, link, raised_at AS RaisedAt, last_at AS LastAt, count, "
            + "resolved_at AS ResolvedAt, dismissed_at AS DismissedAt FROM notification ORDER BY id").Select(row => row.ToEntry())];
    }

    /// <exception cref="SqliteException">The disk is full or fails; nothing was written.</exception>
    public void Save(IReadOnlyList<NotificationEntry> changed, IReadOnlyList<long> deleted)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute(
            "INSERT OR REPLACE INTO notification VALUES(@Id, @Kind, @Subject, @Severity, @Title, @Detail, @Link, @RaisedAt, @LastAt, @Count, "
            + "@ResolvedAt, @DismissedAt)",
            changed.Select(Row.Of),
            transaction);
        connection.Execute("DELETE FROM notification WHERE id=@id", deleted.Select(id => new { id }), transaction);
        transaction.Commit();
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public string Kind { get; init; } = "";

        public string Subject { get; init; } = "";

        public long Severity { get; init; }

        public string Title { get; init; } = "";

        public string Detail { get; init; } = "";

        public string? Link { get; init; }

        public long RaisedAt { get; init; }

        public long LastAt { get; init; }

        public long Count { get; init; }

        public long? ResolvedAt { get; init; }

        public long? DismissedAt { get; init; }

        public static Row Of(NotificationEntry entry) => new()
        {
            Id = entry.Id,
            Kind = entry.Notification.Kind,
            Subject = entry.Notification.Subject,
            Severity = (long)entry.Notification.Severity,
            Title = entry.Notification.Title,
            Detail = entry.Notification.Detail,
            Link = entry.Notification.Link,
            RaisedAt = entry.RaisedAt.ToUnixTimeMilliseconds(),
            LastAt = entry.LastAt.ToUnixTimeMilliseconds(),
            Count = entry.Count,
            ResolvedAt = entry.ResolvedAt?.ToUnixTimeMilliseconds(),
            DismissedAt = entry.DismissedAt?.ToUnixTimeMilliseconds(),
        };

        public NotificationEntry ToEntry() => new()
        {
            Id = Id,
            Notification = new Notification
            {
                Kind = Kind, Subject = Subject, Severity = (NotificationSeverity)Severity, Title = Title, Detail = Detail, Link = Link,
            },
            RaisedAt = DateTimeOffset.FromUnixTimeMilliseconds(RaisedAt),
            LastAt = DateTimeOffset.FromUnixTimeMilliseconds(LastAt),
            Count = (int)Count,
            ResolvedAt = TimeOf(ResolvedAt),
            DismissedAt = TimeOf(DismissedAt),
        };

        private static DateTimeOffset? TimeOf(long? milliseconds) =>
            milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
    }
}
