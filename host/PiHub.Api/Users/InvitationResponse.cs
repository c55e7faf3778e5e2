namespace PiHub.Api.Users;

/// <summary>A link that lets its holder set a password once; shown once.</summary>
/// <param name="Token">The token.</param>
/// <param name="Path">The page that takes it; behind the # it is sent to nobody.</param>
/// <param name="ExpiresAt">Until when, UTC.</param>
internal sealed record InvitationResponse(string Token, string Path, DateTimeOffset ExpiresAt)
{
    public static InvitationResponse Of(string token, DateTimeOffset expiresAt) => new(token, "/invite#" + token, expiresAt);
}
