using PiHub.Access;

namespace PiHub.Api.Auth;

/// <summary>Who is signed in.</summary>
/// <param name="Name">The key's name, <c>demo</c> or <c>console</c>.</param>
/// <param name="Role">The role.</param>
internal sealed record IdentityResponse(string Name, Role Role);
