using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Api.Network;
using PiHub.Sdk.Settings;

namespace PiHub.Api.Auth;

/// <summary>Refuses what another site's page does in this browser: requests that use its session or open one, and WebSockets of any kind.</summary>
/// <remarks>SameSite cookies let other ports of the same computer through; the Origin header tells them apart (OWASP: verifying origin
/// with standard headers). Every browser sends it, or Sec-Fetch-Site, with what changes something; a request with the cookie and neither
/// is refused. Requests with a key or token are not made by a browser on its own, and pass. A WebSocket needs no permission of the
/// other side (CORS), and demo mode's MQTT no key, so there the origin counts whoever asks; programs send none.</remarks>
internal static class SameOriginGuard
{
    private const string FetchSite = "Sec-Fetch-Site";

    public static void UseSameOriginGuard(this IApplicationBuilder app)
    {
        ISettings<NetworkSettings> network = app.ApplicationServices.GetRequiredService<ISettings<NetworkSettings>>();
        app.Use((context, next) => PassAsync(context, next, network.Current));
    }

    private static async Task PassAsync(HttpContext context, RequestDelegate next, NetworkSettings network)
    {
        if (Objection(context, network) is { } objection)
        {
            await Results.Problem(objection, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static string? Objection(HttpContext context, NetworkSettings network)
    {
        HttpRequest request = context.Request;
        bool usesSession = context.User.Identity?.AuthenticationType == AuthSchemes.Cookie;
        bool isAnybody = context.User.Identity?.IsAuthenticated != true; // who may sign in, and so get a cookie
        bool isGuarded = context.WebSockets.IsWebSocketRequest || (Changes(request) && (usesSession || isAnybody));
        if (!isGuarded)
        {
            return null;
        }

        if (request.Headers.Origin.Count > 0)
        {
            // A page of an allowed site brings a key or tokens of its own, never this browser's session.
            return IsSameOrigin(request) || (!usesSession && network.Allows(request.Headers.Origin.ToString())) ? null : "This request comes from a page of another site.";
        }

        return request.Headers[FetchSite].ToString() switch
        {
            "same-origin" or "none" => null,
            "" when !usesSession || !Changes(request) => null,
            "" => "This request uses the session of a browser and does not say which page it comes from: it needs the header Origin or "
                + "Sec-Fetch-Site. Programs send an API key in the header X-API-Key.",
            _ => "This request comes from a page of another site.",
        };
    }

    private static bool Changes(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && !HttpMethods.IsOptions(request.Method);

    // Host and port tell pages apart; the scheme adds nothing, since one port speaks one scheme, and some programs send a wrong one.
    private static bool IsSameOrigin(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out Uri? page)
        && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
