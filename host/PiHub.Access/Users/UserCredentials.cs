namespace PiHub.Access.Users;

/// <summary>A user with what a password is checked against.</summary>
/// <param name="User">The user.</param>
/// <param name="PasswordHash">The hash of the password; null when there is none.</param>
/// <param name="Revoked">Cancelled when any of this has changed.</param>
internal sealed record UserCredentials(HubUser User, string? PasswordHash, CancellationToken Revoked);
