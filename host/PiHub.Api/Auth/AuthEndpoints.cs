using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Audit;
using PiHub.Access.Keys;
using PiHub.Access.SecondFactor;
using PiHub.Access.Sessions;
using PiHub.Access.SignIn;
using PiHub.Access.Users;
using PiHub.Api.Audit;

namespace PiHub.Api.Auth;

/// <summary>Routes to sign in and out.</summary>
internal static class AuthEndpoints
{
    private const string Refused = "The user name or the password is wrong, or the code of the second factor.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/auth").WithTags("auth").WithMetadata(new SmallBody());
        group.MapPost("/login", LoginAsync).WithSummary("Signs in")
            .Produces<AccessTokenResponse>().Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapPost("/refresh", Refresh).WithSummary("Gets new tokens for a refresh token")
            .Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapPost("/logout", (Delegate)LogoutAsync).WithSummary("Ends the session");
        group.MapGet("/me", Me).WithSummary("Who is signed in").Require(Role.Viewer);
    }

    private static async Task<IResult> LoginAsync(
        LoginRequest request, bool? cookie, HttpContext context, ApiKeyStore keys, IPasswordSignIn signIn, CancellationToken cancellationToken)
    {
        if (request.ApiKey is not null)
        {
            return await LoginWithKeyAsync(request.ApiKey, context, keys);
        }

        SignInChannel channel = cookie == true ? SignInChannel.Web : SignInChannel.Api;
        SignInResult result = await signIn.SignInAsync(
            new PasswordAttempt
            {
                UserName = request.Username ?? "",
                Password = request.Password ?? "",
                SecondFactor = request.SecondFactor,
                Address = Remote.AddressOf(context),
                Client = Remote.ClientOf(context),
                Channel = channel,
            },
            cancellationToken);
        return result switch
        {
            { Outcome: SignInOutcome.Throttled } => Answers.TooMany(context, result.RetryAfter),
            { Outcome: SignInOutcome.SecondFactorRequired } => TypedResults.Problem(
                "Enter the code that your authenticator app shows, or a recovery code.",
                statusCode: StatusCodes.Status401Unauthorized,
                extensions: new Dictionary<string, object?> { ["second_factor_required"] = true }),
            { User: { } user } => await OpenAsync(context, user, channel, result.Revoked),
            _ => Answers.Unauthorized(Refused),
        };
    }

    private static async Task<IResult> OpenAsync(HttpContext context, HubUser user, SignInChannel channel, CancellationToken revoked)
    {
        context.ActsAs(user.UserName, user.Role, AuditKind.User);
        if (channel == SignInChannel.Web)
        {
            return await CookieSignIn.OpenAsync(context, user, revoked) ? TypedResults.NoContent() : Answers.Unauthorized(Refused);
        }

        return CookieSignIn.Begin(context, user, channel, revoked) is { } session
            ? SessionTokens.Issue(session.Id, serial: 0)
            : Answers.Unauthorized(Refused);
    }

    private static async Task<IResult> LoginWithKeyAsync(string secret, HttpContext context, ApiKeyStore keys)
    {
        if (keys.Find(secret) is not { Role: >= Role.Viewer } key)
        {
            return Answers.Unauthorized(
                "This API key is unknown, revoked, or a device's. Make one with: pihub token create NAME --role owner --data DIR");
        }

        await context.SignInAsync(AuthSchemes.Cookie, HubPrincipal.Of(key, AuthSchemes.Cookie));
        context.ActsAs(key.Name, key.Role, AuditKind.Key);
        return TypedResults.NoContent();
    }

    private static IResult Refresh(RefreshRequest request, SessionStore sessions, IOptionsMonitor<BearerTokenOptions> options) =>
        SessionTokens.ReadRefreshToken(options.Get(AuthSchemes.Bearer), request.RefreshToken) is var (id, serial)
        && sessions.Rotate(id, serial) is { } next
            ? SessionTokens.Issue(id, next)
            : Answers.Unauthorized("The refresh token is unknown, used or expired. Sign in again.");

    private static async Task<NoContent> LogoutAsync(HttpContext context, SessionStore sessions)
    {
        if (HubPrincipal.UserOf(context.User) is { } user && HubPrincipal.SessionOf(context.User) is { } session)
        {
            sessions.End(user, session);
        }

        await context.SignOutAsync(AuthSchemes.Cookie);
        return TypedResults.NoContent();
    }

    private static IdentityResponse Me(ClaimsPrincipal principal, UserStore users, SecondFactorStore secondFactors)
    {
        string name = principal.Identity?.Name ?? "";
        Role role = HubPrincipal.RoleOf(principal).GetValueOrDefault();
        if (HubPrincipal.UserOf(principal) is { } id && users.Find(id) is { } user)
        {
            return new IdentityResponse(
                user.UserName, user.DisplayName, role, IdentityKind.User, id, user.Language, secondFactors.IsActive(id));
        }

        string? key = HubPrincipal.KeyOf(principal);
        IdentityKind kind = key is not null ? IdentityKind.Key
            : principal.Identity?.AuthenticationType == AuthSchemes.Cookie ? IdentityKind.Demo
            : IdentityKind.Console;
        return new IdentityResponse(name, name, role, kind, key, Language: null, HasSecondFactor: false);
    }
}
