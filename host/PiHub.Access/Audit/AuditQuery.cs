namespace PiHub.Access.Audit;

/// <summary>Which entries of the audit log are wanted.</summary>
public sealed record AuditQuery
{
    /// <summary>Only older ones than the entry with this id; null for the newest.</summary>
    public long? Before { get; init; }

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }

    /// <summary>Only those of this user or key, in any case of letters; null for all.</summary>
    public string? User { get; init; }

    /// <summary>Only those with this in the user, act, path or detail, in any case of ASCII letters; null for all.</summary>
    public string? Text { get; init; }
}
