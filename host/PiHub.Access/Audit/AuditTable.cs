using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Access.Audit;

/// <summary>The table <c>audit_entry</c> of the hub's database.</summary>
internal sealed class AuditTable
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE audit_entry(
            id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, user TEXT NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL,
            action TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL, address TEXT, detail TEXT) STRICT;
        CREATE INDEX audit_entry_time ON audit_entry(time)
        """,
    ];

    private readonly SqliteDatabase _database;

    public AuditTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("audit log", Migrations);
    }

    /// <summary>Writes entries and deletes what is too old or too many, in one transaction.</summary>
    /// <exception cref="SqliteException">Nothing was written.</exception>
    public void Write(IEnumerable<AuditEntry> entries, int maximumEntries, DateTimeOffset oldest)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute(
            """
            INSERT INTO audit_entry(time, user, role, kind, action, method, path, status, address, detail)
            VALUES(@Time, @User, @Role, @Kind, @Action, @Method, @Path, @Status, @Address, @Detail)
            """,
            entries.Select(Row.Of),
            transaction);
        connection.Execute(
            "DELETE FROM audit_entry WHERE id <= (SELECT max(id) FROM audit_entry) - @maximumEntries OR time < @oldest",
            new { maximumEntries, oldest = oldest.ToUnixTimeMilliseconds() },
            transaction);
        transaction.Commit();
    }

    /// <summary>The newest entries that a query wants, the newest first.</summary>
    public IReadOnlyList<AuditEntry> Read(AuditQuery query)
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<Row>(
            """
            SELECT id, time, user, role, kind, action, method, path, status, address, detail FROM audit_entry
            WHERE (@Before IS NULL OR id < @Before)
                AND (@User IS NULL OR user = @User COLLATE NOCASE)
                AND (@Text IS NULL OR instr(lower(user || char(10) || action || char(10) || path || char(10) || coalesce(detail, '')), lower(@Text)) > 0)
            ORDER BY id DESC LIMIT @Limit
            """,
            query).Select(row => row.ToEntry())];
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long Time { get; init; }

        public string User { get; init; } = "";

        public string Role { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Action { get; init; } = "";

        public string Method { get; init; } = "";

        public string Path { get; init; } = "";

        public long Status { get; init; }

        public string? Address { get; init; }

        public string? Detail { get; init; }

        public static Row Of(AuditEntry entry) => new()
        {
            Time = entry.Time.ToUnixTimeMilliseconds(),
            User = entry.User,
            Role = entry.Role.ToString(),
            Kind = entry.Kind.ToString(),
            Action = entry.Action,
            Method = entry.Method,
            Path = entry.Path,
            Status = entry.Status,
            Address = entry.Address,
            Detail = entry.Detail,
        };

        public AuditEntry ToEntry() => new()
        {
            Id = Id,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(Time),
            User = User,
            Role = Enum.Parse<Role>(Role),
            Kind = Enum.Parse<AuditKind>(Kind),
            Action = Action,
            Method = Method,
            Path = Path,
            Status = (int)Status,
            Address = Address,
            Detail = Detail,
        };
    }
}
