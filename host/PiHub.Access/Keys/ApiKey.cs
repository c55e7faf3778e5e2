namespace PiHub.Access.Keys;

/// <summary>An API key, without its secret.</summary>
public sealed record ApiKey
{
    /// <summary>The key's id, shown in lists and used to revoke it.</summary>
    public required string Id { get; init; }

    /// <summary>Who or what uses it; of a <see cref="Role.Device"/> key the device's id.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required Role Role { get; init; }

    /// <summary>What of that it may use.</summary>
    public KeyScopes Scopes { get; init; } = KeyScopes.All;

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends, UTC; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last, UTC; null when never. A crash may lose the last minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The IP address that it was used from last; null when never, or when there was none.</summary>
    public string? LastUsedFrom { get; init; }
}
