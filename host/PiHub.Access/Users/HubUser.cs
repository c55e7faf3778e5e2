namespace PiHub.Access.Users;

/// <summary>A person who may use the hub, without any secret.</summary>
public sealed record HubUser
{
    /// <summary>The user's id; never changes, never given twice.</summary>
    public required string Id { get; init; }

    /// <summary>What the user signs in with; unique in any case of letters.</summary>
    public required string UserName { get; init; }

    /// <summary>What others see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the user may do; never <see cref="Role.Device"/>.</summary>
    public required Role Role { get; init; }

    /// <summary>Whether the user may not sign in.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether the user has set a password; one who is only invited has none.</summary>
    public bool HasPassword { get; init; }

    /// <summary>The language of the user's pages as a BCP 47 tag; null for the browser's.</summary>
    public string? Language { get; init; }

    /// <summary>When the user was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the user last used the hub, UTC; null for never.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }
}
