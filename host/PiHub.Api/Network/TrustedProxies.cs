using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Api.Auth;
using PiHub.Sdk.Settings;

namespace PiHub.Api.Network;

/// <summary>Believes the <c>X-Forwarded</c> headers of the proxies that the owner trusts, and nobody else's.</summary>
internal sealed class TrustedProxies
{
    private readonly RequestDelegate _next;
    private readonly ILoggerFactory _loggers;
    private volatile RequestDelegate _current;

    public TrustedProxies(RequestDelegate next, ILoggerFactory loggers, ISettings<NetworkSettings> settings)
    {
        (_next, _loggers) = (next, loggers);
        _current = Build(settings.Current);
        settings.OnChange(changed => _current = Build(changed));
    }

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<LocalAdministration>() is null ? _current(context) : _next(context);

    private RequestDelegate Build(NetworkSettings settings)
    {
        if (settings.TrustedProxies.Count == 0)
        {
            return _next;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null, // as many proxies in a row as are trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (string proxy in settings.TrustedProxies)
        {
            if (NetworkSettings.NetworkOf(proxy) is { } network)
            {
                options.KnownIPNetworks.Add(network);
            }
        }

        return new ForwardedHeadersMiddleware(_next, _loggers, Options.Create(options)).Invoke;
    }
}
