using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PiHub.Api.Auth;

/// <summary>Refuses what another site's page does in this browser: requests that use its session, and WebSockets of any kind.</summary>
/// <remarks>SameSite cookies let other ports of the same computer through; the Origin header tells them apart (OWASP: verifying origin
/// with standard headers). Requests with a key are not made by a browser on its own, and pass. A WebSocket needs no permission of the
/// other side (CORS), and demo mode's MQTT no key, so there the origin counts whoever asks; programs send none.</remarks>
internal static class SameOriginGuard
{
    public static void UseSameOriginGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        bool changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        bool usesSession = context.User.Identity?.AuthenticationType == AuthSchemes.Cookie;
        if (((usesSession && changes) || context.WebSockets.IsWebSocketRequest) && !IsSameOrigin(context.Request))
        {
            await Results.Problem(
                "This request comes from a page of another site.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    // Host and port tell pages apart; the scheme adds nothing, since one port speaks one scheme, and some programs send a wrong one.
    private static bool IsSameOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page)
                && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
