using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PiHub.Api.Auth;

/// <summary>Refuses requests that another site's page makes with this browser's session.</summary>
/// <remarks>SameSite cookies let other ports of the same computer through; the Origin header tells them apart (OWASP: verifying origin
/// with standard headers). Requests with a key are not made by a browser on its own, and pass.</remarks>
internal static class SameOriginGuard
{
    public static void UseSameOriginGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        bool changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        bool usesSession = context.User.Identity?.AuthenticationType == AuthSchemes.Cookie;
        if (usesSession && (changes || context.WebSockets.IsWebSocketRequest) && !IsSameOrigin(context.Request))
        {
            await Results.Problem(
                "This request comes from a page of another site.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    private static bool IsSameOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
