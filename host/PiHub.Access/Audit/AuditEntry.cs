namespace PiHub.Access.Audit;

/// <summary>What somebody did, or tried and was refused.</summary>
public sealed record AuditEntry
{
    /// <summary>Grows from entry to entry; 0 before it is kept.</summary>
    public long Id { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The user's or key's name, as it was then.</summary>
    public required string User { get; init; }

    /// <summary>The role, as it was then.</summary>
    public required Role Role { get; init; }

    /// <summary>What kind of somebody.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>The act in words.</summary>
    public required string Action { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without a query.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The other side's IP address; null over the Unix socket.</summary>
    public string? Address { get; init; }

    /// <summary>More words, e.g. what was named; null when there are none. Never a secret.</summary>
    public string? Detail { get; init; }
}
