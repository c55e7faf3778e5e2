using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Access.Users;
using PiHub.Api.Auth;

namespace PiHub.Api.Users;

/// <summary>What the object decides: only owners touch owners, nobody gives more than they have, nobody locks themselves out.</summary>
internal static class UserAuthority
{
    /// <summary>Refuses changes by an API key that may not do all of its role for ever: a user that it made or got into would be the way
    /// around.</summary>
    public static RouteGroupBuilder RefuseNarrowKeys(this RouteGroupBuilder group) => group.AddEndpointFilter(
        (context, next) => !HttpMethods.IsGet(context.HttpContext.Request.Method) && IsNarrowKey(context.HttpContext)
            ? ValueTask.FromResult<object?>(Answers.Forbidden("A key with scopes or an end cannot change users, who have neither."))
            : next(context));

    /// <summary>Why somebody may not touch a user; null when they may.</summary>
    public static ProblemHttpResult? ObjectionTo(ClaimsPrincipal actor, HubUser user) => user.Role > HubPrincipal.RoleOf(actor)
        ? Answers.Forbidden("Only an owner can change an owner.")
        : null;

    /// <summary>Why somebody may not give a role; null when they may.</summary>
    public static ProblemHttpResult? ObjectionTo(ClaimsPrincipal actor, Role role) => role > HubPrincipal.RoleOf(actor)
        ? Answers.Forbidden("Nobody can give more than they have.")
        : null;

    /// <summary>Why somebody may not do this to themselves; null when it is another user.</summary>
    public static ProblemHttpResult? ObjectionToSelf(ClaimsPrincipal actor, HubUser user, string deed) => HubPrincipal.UserOf(actor) == user.Id
        ? Answers.Conflict($"You cannot {deed}; ask another owner or admin.")
        : null;

    /// <summary>The role of a name that a user may have; null when it is none.</summary>
    public static Role? RoleOf(string? name) => RoleNames.Parse(name) is { } role and not Role.Device ? role : null;

    public static ValidationProblem WrongRole(string? name) => Answers.Invalid(
        "role", $"'{UserNames.Clean(name, 50)}' is no role of a user; there are: owner, admin, installer, operator, viewer");

    public static ProblemHttpResult NotFound(string id) => Answers.NotFound($"There is no user '{UserNames.Clean(id, 50)}'.");

    /// <summary>Why the store refused a change; null when it did not.</summary>
    public static ProblemHttpResult? ObjectionOf(UserChange outcome, string id) => outcome switch
    {
        UserChange.Done => null,
        UserChange.LastOwner => Answers.Conflict("This is the only owner who can sign in; the hub must keep one."),
        UserChange.NameTaken => Answers.Conflict("Another user has that name."),
        UserChange.TooMany => Answers.Conflict("The hub has as many users as it takes, 500; delete one first."),
        _ => NotFound(id),
    };

    private static bool IsNarrowKey(HttpContext context) => HubPrincipal.KeyOf(context.User) is { } id
        && context.RequestServices.GetRequiredService<ApiKeyStore>().FindNamed(id) is not { Scopes: KeyScopes.All, ExpiresAt: null };
}
