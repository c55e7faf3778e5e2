namespace PiHub.Api.Users;

/// <summary>The answer to a reset.</summary>
/// <param name="Invitation">The link to set a new password.</param>
internal sealed record UserResetResponse(InvitationResponse Invitation);
