namespace PiHub.Api.Auth;

/// <summary>Asks for a new API key.</summary>
/// <param name="Name">Who or what will use it.</param>
/// <param name="Role">What it may do: owner, admin, installer, operator, viewer or device.</param>
/// <param name="Scopes">What of that it may use: <c>http:read</c>, <c>http:write</c>, <c>mqtt:publish</c>, <c>mqtt:subscribe</c>; none for all.</param>
/// <param name="ExpiresAt">When it ends, with a zone (RFC 3339); null for never.</param>
internal sealed record TokenRequest(string? Name, string? Role, string[]? Scopes = null, string? ExpiresAt = null);
