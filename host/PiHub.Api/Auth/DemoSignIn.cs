using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Users;

namespace PiHub.Api.Auth;

/// <summary>In demo mode, signs the web interface in on the computer that the hub runs on, until the hub has an owner.</summary>
public static class DemoSignIn
{
    private const string Name = "demo";

    /// <summary>Sets the session cookie while the page itself is served; does nothing outside demo mode or for another computer.</summary>
    /// <param name="context">The request for the page.</param>
    public static Task SignInAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.Identity?.IsAuthenticated != true && Applies(context)
            ? context.SignInAsync(AuthSchemes.Cookie, HubPrincipal.Of(Name, Role.Owner, AuthSchemes.Cookie))
            : Task.CompletedTask;
    }

    /// <summary>Whether demo mode opened a session, and it still counts for this request.</summary>
    internal static bool IsValid(ClaimsPrincipal principal, HttpContext context) =>
        IsDemo(principal) && Applies(context);

    /// <summary>Whether demo mode opened a session.</summary>
    internal static bool IsDemo(ClaimsPrincipal principal) => HubPrincipal.KeyOf(principal) is null
        && HubPrincipal.SessionOf(principal) is null && principal.Identity?.Name == Name;

    /// <summary>Whether a request's host name can only mean this computer.</summary>
    /// <remarks>Checked where a connection from this computer counts as its owner's: a page of another name that resolves to this
    /// computer (DNS rebinding) comes from here too.</remarks>
    internal static bool IsLoopbackName(string host) => host is "localhost" or "127.0.0.1" or "[::1]";

    private static bool Applies(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.IsDemo
        && !context.RequestServices.GetRequiredService<UserStore>().HasOwner
        && context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote)
        && IsLoopbackName(context.Request.Host.Host)
        && !IsForwarded(context.Request.Headers);

    // By a proxy on this computer, for somebody who may be anywhere.
    private static bool IsForwarded(IHeaderDictionary headers) => headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded");
}
