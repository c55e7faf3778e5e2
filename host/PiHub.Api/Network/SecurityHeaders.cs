using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Settings;

namespace PiHub.Api.Network;

/// <summary>What every answer tells browsers to refuse.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, ISettings<NetworkSettings> settings)
{
    // No inline scripts. Styles: charts and elements set some as attributes.
    private const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'";

    private const string PermissionsPolicy = "camera=(), microphone=(), geolocation=(self), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an answer that failed half-way is emptied, its headers too, before the error takes its place.
        context.Response.OnStarting(() =>
        {
            Set(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Set(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY"; // for browsers that do not know frame-ancestors
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps && settings.Current.StrictTransportSecurityDays is > 0 and var days)
        {
            headers.StrictTransportSecurity = $"max-age={(long)TimeSpan.FromDays(days).TotalSeconds}";
        }

        // Answers of the API are of one person and moment; routes that know better have said so themselves.
        if (headers.CacheControl.Count == 0 && context.Request.Path.StartsWithSegments("/api"))
        {
            headers.CacheControl = "no-store";
        }
    }
}
