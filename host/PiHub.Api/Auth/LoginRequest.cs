namespace PiHub.Api.Auth;

/// <summary>Signs the web interface in.</summary>
/// <param name="ApiKey">An API key.</param>
internal sealed record LoginRequest(string? ApiKey);
