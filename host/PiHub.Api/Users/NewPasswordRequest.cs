namespace PiHub.Api.Users;

/// <summary>Gives a user a new password.</summary>
/// <param name="Password">The new password.</param>
internal sealed record NewPasswordRequest(string? Password);
