using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Keys;
using SessionOptions = PiHub.Access.Sessions.SessionOptions;

namespace PiHub.Api.Auth;

/// <summary>Registers sign-in and the role policies.</summary>
internal static class AuthSetup
{
    public static IServiceCollection AddHubAuth(this IServiceCollection services)
    {
        services.AddAuthentication(AuthSchemes.Hub)
            .AddPolicyScheme(AuthSchemes.Hub, displayName: null, scheme => scheme.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthenticationHandler>(AuthSchemes.Key, configureOptions: null)
            .AddBearerToken(AuthSchemes.Bearer, bearer => bearer.Events.OnMessageReceived = SessionTokens.ReadAsync)
            .AddCookie(AuthSchemes.Cookie, ConfigureCookie);
        services.AddOptions<BearerTokenOptions>(AuthSchemes.Bearer).Configure<IOptions<SessionOptions>>((bearer, sessions) =>
        {
            bearer.BearerTokenExpiration = sessions.Value.AccessTokenLifetime;
            bearer.RefreshTokenExpiration = sessions.Value.IdleLifetime;
        });

        // The session's own times count; the ticket must only not end before it.
        services.AddOptions<CookieAuthenticationOptions>(AuthSchemes.Cookie).Configure<IOptions<SessionOptions>>(
            (cookie, sessions) => cookie.ExpireTimeSpan = sessions.Value.AbsoluteLifetime);

        AuthorizationBuilder authorization = services.AddAuthorizationBuilder();
        foreach (Role role in Enum.GetValues<Role>())
        {
            authorization.AddPolicy(AuthSchemes.AtLeast(role), policy => policy.RequireAssertion(
                context => HubPrincipal.RoleOf(context.User) is { } actual && actual >= role));
        }

        return services;
    }

    /// <summary>Lets only this role or a higher one in.</summary>
    public static TBuilder Require<TBuilder>(this TBuilder endpoints, Role role)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(AuthSchemes.AtLeast(role));

    private static string SchemeOf(HttpContext context) => KeyAuthenticationHandler.Applies(context) ? AuthSchemes.Key
        : SessionTokens.Applies(context.Request) ? AuthSchemes.Bearer
        : AuthSchemes.Cookie;

    private static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "pihub_session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.SlidingExpiration = false;

        // An API answers 401 and 403; it does not lead to a sign-in page.
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = context =>
        {
            Validate(context);
            return Task.CompletedTask;
        };
    }

    // The ticket only names what it was opened by: a user's session, a key, or demo mode. What that may do is asked anew each time.
    private static void Validate(CookieValidatePrincipalContext context)
    {
        IServiceProvider services = context.HttpContext.RequestServices;
        if (context.Principal is null)
        {
            context.RejectPrincipal();
        }
        else if (HubPrincipal.SessionOf(context.Principal) is { } id)
        {
            if (SessionTokens.Use(context.HttpContext, id, AuthSchemes.Cookie) is { } principal)
            {
                context.ReplacePrincipal(principal);
            }
            else
            {
                context.RejectPrincipal();
            }
        }
        else if (HubPrincipal.KeyOf(context.Principal) is { } keyId)
        {
            ApiKeyStore keys = services.GetRequiredService<ApiKeyStore>();
            if (keys.IsValid(keyId) && keys.FindNamed(keyId) is { } key && key.Id == keyId)
            {
                context.ReplacePrincipal(HubPrincipal.Of(key, AuthSchemes.Cookie));
            }
            else
            {
                context.RejectPrincipal();
            }
        }
        else if (!DemoSignIn.IsValid(context.Principal, context.HttpContext))
        {
            context.RejectPrincipal();
        }
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
