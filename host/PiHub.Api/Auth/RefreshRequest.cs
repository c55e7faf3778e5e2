namespace PiHub.Api.Auth;

/// <summary>Asks for new tokens.</summary>
/// <param name="RefreshToken">The refresh token of the last answer.</param>
internal sealed record RefreshRequest(string? RefreshToken);
