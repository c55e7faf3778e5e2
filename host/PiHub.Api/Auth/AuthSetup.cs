using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access;
using PiHub.Access.Keys;

namespace PiHub.Api.Auth;

/// <summary>Registers sign-in and the role policies.</summary>
internal static class AuthSetup
{
    public static IServiceCollection AddHubAuth(this IServiceCollection services)
    {
        services.AddAuthentication(AuthSchemes.Hub)
            .AddPolicyScheme(AuthSchemes.Hub, displayName: null, scheme => scheme.ForwardDefaultSelector =
                context => KeyAuthenticationHandler.Applies(context) ? AuthSchemes.Key : AuthSchemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthenticationHandler>(AuthSchemes.Key, configureOptions: null)
            .AddCookie(AuthSchemes.Cookie, ConfigureCookie);

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

    private static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "pihub_session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;

        // An API answers 401 and 403; it does not lead to a sign-in page.
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = context =>
        {
            if (!IsStillValid(context))
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }

    // A session ends with the key that it was opened with; one opened by demo mode counts in demo mode and on this computer only.
    private static bool IsStillValid(CookieValidatePrincipalContext context)
    {
        IServiceProvider services = context.HttpContext.RequestServices;
        if (context.Principal is null)
        {
            return false;
        }

        return HubPrincipal.KeyOf(context.Principal) is { } key
            ? services.GetRequiredService<ApiKeyStore>().IsValid(key)
            : DemoSignIn.IsValid(context.Principal, context.HttpContext);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
