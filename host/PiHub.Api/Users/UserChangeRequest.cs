namespace PiHub.Api.Users;

/// <summary>Changes a user.</summary>
/// <param name="DisplayName">What others see.</param>
/// <param name="Role">What the user may do.</param>
/// <param name="IsDisabled">Whether the user may not sign in.</param>
internal sealed record UserChangeRequest(string? DisplayName, string? Role, bool? IsDisabled);
