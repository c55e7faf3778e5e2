namespace PiHub.Api.Users;

/// <summary>Shows an invitation, and sets the password.</summary>
/// <param name="Token">The token of the link.</param>
/// <param name="Password">The new password; not needed to look.</param>
internal sealed record InvitationRequest(string? Token, string? Password);
