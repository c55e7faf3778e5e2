using System.Globalization;
using System.Security.Claims;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Access.Users;

namespace PiHub.Api.Auth;

/// <summary>Makes and reads the signed-in identity.</summary>
internal static class HubPrincipal
{
    private const string KeyClaim = "pihub:key";
    private const string SessionClaim = "pihub:session";
    private const string SerialClaim = "pihub:serial";
    private const string UserClaim = "pihub:user";

    public static ClaimsPrincipal Of(string name, Role role, string scheme, string? keyId = null)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role.ToString())], scheme);
        if (keyId is not null)
        {
            identity.AddClaim(new Claim(KeyClaim, keyId));
        }

        return new ClaimsPrincipal(identity);
    }

    public static ClaimsPrincipal Of(ApiKey key, string scheme) => Of(key.Name, key.Role, scheme, key.Id);

    /// <summary>A user in a session, as they are now.</summary>
    public static ClaimsPrincipal Of(HubUser user, string sessionId, string scheme)
    {
        ClaimsPrincipal principal = Of(user.UserName, user.Role, scheme);
        principal.Identities.First().AddClaims([new Claim(SessionClaim, sessionId), new Claim(UserClaim, user.Id)]);
        return principal;
    }

    /// <summary>What a cookie or token carries: the session's name, and no more.</summary>
    public static ClaimsPrincipal Naming(string sessionId, long serial, string scheme) => new(new ClaimsIdentity(
        [new Claim(SessionClaim, sessionId), new Claim(SerialClaim, serial.ToString(CultureInfo.InvariantCulture))], scheme));

    public static Role? RoleOf(ClaimsPrincipal principal) =>
        Enum.TryParse(principal.FindFirstValue(ClaimTypes.Role), out Role role) ? role : null;

    /// <summary>The id of the key that the identity came from; null when it came from elsewhere.</summary>
    public static string? KeyOf(ClaimsPrincipal principal) => principal.FindFirstValue(KeyClaim);

    /// <summary>The id of the session that the identity came from; null when it came from elsewhere.</summary>
    public static string? SessionOf(ClaimsPrincipal principal) => principal.FindFirstValue(SessionClaim);

    /// <summary>The number of a refresh token in its session.</summary>
    public static string? SerialOf(ClaimsPrincipal principal) => principal.FindFirstValue(SerialClaim);

    /// <summary>The id of the user; null when it is a key, demo mode or the console.</summary>
    public static string? UserOf(ClaimsPrincipal principal) => principal.FindFirstValue(UserClaim);
}
