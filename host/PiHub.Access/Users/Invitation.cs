namespace PiHub.Access.Users;

/// <summary>A link that lets its holder set the password of a user once.</summary>
/// <param name="UserId">Whose password.</param>
/// <param name="ExpiresAt">Until when, UTC.</param>
public sealed record Invitation(string UserId, DateTimeOffset ExpiresAt);
