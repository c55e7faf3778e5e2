namespace PiHub.Api.Users;

/// <summary>Asks for a new user.</summary>
/// <param name="UserName">What the user signs in with.</param>
/// <param name="DisplayName">What others see; the user name when null.</param>
/// <param name="Role">What the user may do: owner, admin, installer, operator or viewer.</param>
/// <param name="Password">The password; null for a user who sets it by an invitation.</param>
internal sealed record UserRequest(string? UserName, string? DisplayName, string? Role, string? Password);
