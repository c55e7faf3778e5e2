using PiHub.Access;

namespace PiHub.Api.Auth;

/// <summary>Who is signed in.</summary>
/// <param name="Name">The user's or key's name, <c>demo</c> or <c>console</c>.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Role">The role.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The user's or key's id; null for <c>demo</c> and <c>console</c>.</param>
/// <param name="Language">The language of the user's pages; null for the browser's.</param>
/// <param name="HasSecondFactor">Whether the user signs in with a second factor.</param>
internal sealed record IdentityResponse(
    string Name, string DisplayName, Role Role, IdentityKind Kind, string? Id, string? Language, bool HasSecondFactor);
