using PiHub.Access.SignIn;

namespace PiHub.Access.Sessions;

/// <summary>A user who is signed in at a place.</summary>
public sealed record Session
{
    /// <summary>The session's id; no secret: a cookie or token that names it is encrypted.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; init; }

    /// <summary>Whether it has a cookie or tokens.</summary>
    public required SignInChannel Channel { get; init; }

    /// <summary>The other side's IP address at the last request that was noted; null when there is none.</summary>
    public string? Address { get; init; }

    /// <summary>What the other side says it is; null when it says nothing.</summary>
    public string? Client { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, UTC.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it ends in any case, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
