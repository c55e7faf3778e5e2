namespace PiHub.Api.Users;

/// <summary>A user that was made.</summary>
/// <param name="User">The user.</param>
/// <param name="Invitation">The link to set the password; null when one was given.</param>
internal sealed record UserCreatedResponse(UserResponse User, InvitationResponse? Invitation);
