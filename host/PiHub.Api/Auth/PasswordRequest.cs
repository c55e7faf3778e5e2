namespace PiHub.Api.Auth;

/// <summary>Changes the own password.</summary>
/// <param name="Current">The present one.</param>
/// <param name="New">The new one.</param>
internal sealed record PasswordRequest(string? Current, string? New);
