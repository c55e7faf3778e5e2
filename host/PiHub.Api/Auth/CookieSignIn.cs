using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access.Sessions;
using PiHub.Access.SignIn;
using PiHub.Access.Users;

namespace PiHub.Api.Auth;

/// <summary>Opens sessions for users.</summary>
internal static class CookieSignIn
{
    /// <summary>Begins a session of the web interface and sets its cookie.</summary>
    /// <param name="context">The request.</param>
    /// <param name="user">Who.</param>
    /// <param name="revoked">Cancelled when the user has changed since they were let in.</param>
    /// <returns>False when they may not sign in any more.</returns>
    public static async Task<bool> OpenAsync(HttpContext context, HubUser user, CancellationToken revoked)
    {
        if (Begin(context, user, SignInChannel.Web, revoked) is not { } session)
        {
            return false;
        }

        await context.SignInAsync(
            AuthSchemes.Cookie,
            HubPrincipal.Naming(session.Id, serial: 0, AuthSchemes.Cookie),
            new AuthenticationProperties { IsPersistent = true });
        return true;
    }

    /// <summary>Begins a session; null when the user may not sign in any more.</summary>
    public static Session? Begin(HttpContext context, HubUser user, SignInChannel channel, CancellationToken revoked)
    {
        SessionStore sessions = context.RequestServices.GetRequiredService<SessionStore>();
        Session? session = sessions.Create(user, channel, Remote.AddressOf(context), Remote.ClientOf(context));
        if (session is null || !revoked.IsCancellationRequested)
        {
            return session;
        }

        sessions.End(user.Id, session.Id);
        return null;
    }
}
