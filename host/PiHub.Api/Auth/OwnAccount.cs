using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access.Users;

namespace PiHub.Api.Auth;

/// <summary>Routes about the own account, which keys, demo mode and the console have not.</summary>
internal static class OwnAccount
{
    /// <summary>Refuses who has no account.</summary>
    public static RouteGroupBuilder RequireAccount(this RouteGroupBuilder group) => group.AddEndpointFilter(
        (context, next) => Find(context.HttpContext) is null
            ? ValueTask.FromResult<object?>(Answers.Forbidden("This is about a user's own account; sign in with a user name and password."))
            : next(context));

    /// <summary>The user who asks, behind <see cref="RequireAccount"/>.</summary>
    public static HubUser Of(HttpContext context) =>
        Find(context) ?? throw new InvalidOperationException("The route does not require an account.");

    private static HubUser? Find(HttpContext context) =>
        HubPrincipal.UserOf(context.User) is { } id ? context.RequestServices.GetRequiredService<UserStore>().Find(id) : null;
}
