namespace PiHub.Api.Auth;

/// <summary>A place where the user is signed in.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="CreatedAt">When it began, UTC.</param>
/// <param name="LastSeenAt">When it was last used, UTC.</param>
/// <param name="Address">The IP address; null when there was none.</param>
/// <param name="Client">What the browser or program says it is; null when it says nothing.</param>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
internal sealed record SessionResponse(
    string Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Address, string? Client, bool IsCurrent);
