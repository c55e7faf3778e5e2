using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Access.Audit;
using PiHub.Access.Keys;
using PiHub.Api.Audit;

namespace PiHub.Api.Auth;

/// <summary>Routes to sign in and out.</summary>
internal static class AuthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/auth").WithTags("auth");
        group.MapPost("/login", LoginAsync).WithSummary("Opens a session for the web interface with an API key");
        group.MapPost("/logout", (Delegate)LogoutAsync).WithSummary("Ends the session");
        group.MapGet("/me", Me).WithSummary("Who is signed in").Require(Role.Viewer);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LoginAsync(LoginRequest request, HttpContext context, ApiKeyStore keys)
    {
        if (keys.Find(request.ApiKey) is not { Role: >= Role.Viewer } key)
        {
            return TypedResults.Problem(
                "This API key is unknown, revoked, or a device's. Make one with: pihub token create NAME --role owner --data DIR",
                statusCode: StatusCodes.Status401Unauthorized);
        }

        await context.SignInAsync(AuthSchemes.Cookie, HubPrincipal.Of(key, AuthSchemes.Cookie));
        context.ActsAs(key.Name, key.Role, AuditKind.Key);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> LogoutAsync(HttpContext context)
    {
        await context.SignOutAsync(AuthSchemes.Cookie);
        return TypedResults.NoContent();
    }

    private static IdentityResponse Me(ClaimsPrincipal user) =>
        new(user.Identity?.Name ?? "", HubPrincipal.RoleOf(user).GetValueOrDefault());
}
