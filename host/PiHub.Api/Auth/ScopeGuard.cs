using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access.Keys;

namespace PiHub.Api.Auth;

/// <summary>Refuses what an API key's scopes do not name, also in a session that the key opened, and notes that the key was used.</summary>
/// <remarks>Comes after the roles. On a route that is open to everybody, a key without the scope counts as nobody.</remarks>
internal static class ScopeGuard
{
    public static void UseScopeGuard(this IApplicationBuilder app) => app.Use(GuardAsync);

    private static Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (HubPrincipal.KeyOf(context.User) is not { } key)
        {
            return next(context);
        }

        ApiKeyStore keys = context.RequestServices.GetRequiredService<ApiKeyStore>();
        keys.Use(key, ClientAddress.Of(context));
        KeyScopes wanted = Reads(context) ? KeyScopes.HttpRead : KeyScopes.HttpWrite;
        if (keys.ScopesOf(key).HasFlag(wanted))
        {
            return next(context);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
            return next(context);
        }

        return Results.Problem(
            $"This API key lacks the scope '{ScopeNames.Of(wanted)[0]}'. Use a key that has it, or one without scopes: that may do all that its role may.",
            statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
    }

    // Over HTTP/2 a WebSocket is opened by CONNECT.
    private static bool Reads(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        || HttpMethods.IsHead(context.Request.Method) || context.WebSockets.IsWebSocketRequest;
}
