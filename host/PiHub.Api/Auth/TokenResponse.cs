using PiHub.Access;
using PiHub.Access.Keys;

namespace PiHub.Api.Auth;

/// <summary>An API key; its value appears once, in the answer that creates it.</summary>
internal sealed record TokenResponse
{
    /// <summary>The key's id.</summary>
    public required string Id { get; init; }

    /// <summary>Who or what uses it.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required Role Role { get; init; }

    /// <summary>What of that it may use; none for all.</summary>
    public required string[] Scopes { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends or ended, UTC; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last, UTC; null when never.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The IP address that it was used from last; null when never, or over the Unix socket.</summary>
    public required string? LastUsedFrom { get; init; }

    /// <summary>The secret; null but in the creating answer.</summary>
    public string? Value { get; init; }

    public static TokenResponse Of(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Role = key.Role,
        Scopes = ScopeNames.Of(key.Scopes),
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        LastUsedFrom = key.LastUsedFrom,
    };
}
