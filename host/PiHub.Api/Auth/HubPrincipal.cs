using System.Security.Claims;
using PiHub.Access;
using PiHub.Access.Keys;

namespace PiHub.Api.Auth;

/// <summary>Makes and reads the signed-in identity.</summary>
internal static class HubPrincipal
{
    private const string KeyClaim = "pihub:key";

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

    public static Role? RoleOf(ClaimsPrincipal principal) =>
        Enum.TryParse(principal.FindFirstValue(ClaimTypes.Role), out Role role) ? role : null;

    /// <summary>The id of the key that the identity came from; null when it came from elsewhere.</summary>
    public static string? KeyOf(ClaimsPrincipal principal) => principal.FindFirstValue(KeyClaim);
}
