using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access.Sessions;

namespace PiHub.Api.Auth;

/// <summary>Access and refresh tokens of ASP.NET Core's bearer-token handler; both only name a session, and a refresh token its number.</summary>
internal static class SessionTokens
{
    private const string BearerPrefix = "Bearer ";

    /// <summary>Whether a request brings a token.</summary>
    public static bool Applies(HttpRequest request) => TokenOf(request) is not null;

    /// <summary>Reads the access token of a request; the session is asked what its user may do now.</summary>
    public static Task ReadAsync(MessageReceivedContext context)
    {
        AuthenticationTicket? ticket = TokenOf(context.Request) is { } token ? context.Options.BearerTokenProtector.Unprotect(token) : null;
        if (ticket is not null && IsCurrent(ticket, context.Options.TimeProvider)
            && HubPrincipal.SessionOf(ticket.Principal) is { } id
            && Use(context.HttpContext, id, AuthSchemes.Bearer) is { } principal)
        {
            context.Principal = principal;
            context.Success();
        }
        else
        {
            context.Fail("The access token is unknown, expired, or its session has ended.");
        }

        return Task.CompletedTask;
    }

    /// <summary>The principal of a session in use; null when the session does not count.</summary>
    public static ClaimsPrincipal? Use(HttpContext context, string sessionId, string scheme)
    {
        SessionStore sessions = context.RequestServices.GetRequiredService<SessionStore>();
        if (sessions.Find(sessionId) is not var (session, user))
        {
            return null;
        }

        sessions.Seen(session.Id, Remote.AddressOf(context));
        return HubPrincipal.Of(user, session.Id, scheme);
    }

    /// <summary>Answers with the tokens of a session.</summary>
    public static IResult Issue(string sessionId, long serial) =>
        TypedResults.SignIn(HubPrincipal.Naming(sessionId, serial, AuthSchemes.Bearer), properties: null, AuthSchemes.Bearer);

    /// <summary>The session that a refresh token names, and the token's number in it; null when it is none or has expired.</summary>
    public static (string SessionId, long Serial)? ReadRefreshToken(BearerTokenOptions options, string? token) =>
        token is { Length: > 0 and <= 4096 }
        && options.RefreshTokenProtector.Unprotect(token) is { } ticket
        && IsCurrent(ticket, options.TimeProvider)
        && HubPrincipal.SessionOf(ticket.Principal) is { } id
        && long.TryParse(HubPrincipal.SerialOf(ticket.Principal), CultureInfo.InvariantCulture, out long serial)
            ? (id, serial)
            : null;

    private static bool IsCurrent(AuthenticationTicket ticket, TimeProvider? time) =>
        ticket.Properties.ExpiresUtc is { } expires && (time ?? TimeProvider.System).GetUtcNow() < expires;

    private static string? TokenOf(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? authorization[BearerPrefix.Length..].Trim() : null;
    }
}
