using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access.Keys;
using PiHub.Access.Sessions;
using PiHub.Access.Users;

namespace PiHub.Api.Auth;

/// <summary>When what a request has opened must end.</summary>
internal static class Revocation
{
    // The longest time that a timer takes is 49 days.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    /// <summary>A source that is cancelled when the key, session or user of a request is revoked or its session expires; at once when it
    /// has been since the request was let in. The caller disposes it.</summary>
    public static CancellationTokenSource Of(HttpContext context)
    {
        IServiceProvider services = context.RequestServices;
        if (HubPrincipal.KeyOf(context.User) is { } key)
        {
            return CancellationTokenSource.CreateLinkedTokenSource(services.GetRequiredService<ApiKeyStore>().RevocationOf(key));
        }

        if (HubPrincipal.SessionOf(context.User) is { } id && HubPrincipal.UserOf(context.User) is { } user)
        {
            return OfSession(services, id, user);
        }

        return context.User.Identity?.AuthenticationType == AuthSchemes.Cookie
            ? CancellationTokenSource.CreateLinkedTokenSource(services.GetRequiredService<UserStore>().OwnerIsThere) // demo mode
            : new CancellationTokenSource();
    }

    private static CancellationTokenSource OfSession(IServiceProvider services, string id, string user)
    {
        SessionStore sessions = services.GetRequiredService<SessionStore>();
        TimeProvider time = services.GetRequiredService<TimeProvider>();

        // The user's token before the session is looked at: a session that counts afterwards has a user that has not changed.
        CancellationToken ofUser = services.GetRequiredService<UserStore>().RevocationOf(user);
        var source = CancellationTokenSource.CreateLinkedTokenSource(ofUser, sessions.RevocationOf(id));
        if (sessions.Find(id) is var (session, _))
        {
            TimeSpan left = session.ExpiresAt - time.GetUtcNow();
            source.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestTimer ? left : LongestTimer);
        }
        else
        {
            source.Cancel();
        }

        return source;
    }
}
