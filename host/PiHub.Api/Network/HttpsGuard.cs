using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Api.Auth;
using PiHub.Sdk.Settings;

namespace PiHub.Api.Network;

/// <summary>Where HTTPS is required, leads pages to it and refuses everything else that other computers send in the clear.</summary>
/// <remarks>A request with a key is not redirected: the key has crossed the network already, and its program must be put right.</remarks>
internal static class HttpsGuard
{
    public static void UseHttpsGuard(this IApplicationBuilder app)
    {
        ISettings<NetworkSettings> settings = app.ApplicationServices.GetRequiredService<ISettings<NetworkSettings>>();
        WebListeners listeners = app.ApplicationServices.GetRequiredService<WebListeners>();
        app.Use(async (context, next) =>
        {
            if (!settings.Current.RequireHttps || context.Request.IsHttps || IsLocal(context))
            {
                await next(context);
                return;
            }

            int? port = listeners.HttpsPort();
            if (port is null && settings.Current.TrustedProxies.Count == 0)
            {
                await next(context); // nobody speaks HTTPS here: refusing would lock everybody out
                return;
            }

            bool isPage = HttpMethods.IsGet(context.Request.Method) && context.Request.Path is var path
                && !path.StartsWithSegments("/api") && !path.StartsWithSegments("/mqtt");
            if (isPage && port is { } https)
            {
                context.Response.Redirect(
                    $"https://{HostOf(context.Request)}:{https}{context.Request.Path}{context.Request.QueryString}", permanent: false, preserveMethod: true);
                return;
            }

            await Results.Problem(
                port is null ? "This hub takes HTTPS only." : $"This hub takes HTTPS only: use port {port}.",
                statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
        });
    }

    private static string HostOf(HttpRequest request) => new HostString(request.Host.Host).ToUriComponent();

    // What stays on this computer crosses no network; the Unix socket has no address.
    private static bool IsLocal(HttpContext context) => context.Features.Get<LocalAdministration>() is not null
        || (context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote));
}
