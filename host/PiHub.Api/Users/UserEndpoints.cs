using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Access.SecondFactor;
using PiHub.Access.Sessions;
using PiHub.Access.SignIn;
using PiHub.Access.Users;
using PiHub.Api.Audit;
using PiHub.Api.Auth;

namespace PiHub.Api.Users;

/// <summary>Routes to list, change and delete users, and to see and end what they do.</summary>
internal static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/users").WithTags("users").WithMetadata(new SmallBody())
            .Require(Role.Admin).RefuseNarrowKeys();
        group.MapGet("", List).WithSummary("All users");
        group.MapPost("", UserCreation.CreateAsync).WithSummary("Makes a user, with a password or an invitation");
        group.MapPut("/{id}", Change).WithSummary("Changes a user");
        group.MapDelete("/{id}", Delete).WithSummary("Deletes a user");
        group.MapPost("/{id}/reset", PasswordReset.Reset).WithSummary("Takes a user's password and second factor away and makes a link to set a new one");
        group.MapPost("/{id}/password", PasswordReset.SetAsync).WithSummary("Gives a user a new password and removes the second factor");
        group.MapDelete("/{id}/sessions", EndSessions).WithSummary("Signs a user out everywhere");
        group.MapGet("/{id}/history", History).WithSummary("The attempts to sign in as a user, the newest first");
    }

    private static UserResponse[] List(UserStore users, SecondFactorStore secondFactors) =>
        [.. users.List().Select(user => UserResponse.Of(user, secondFactors))];

    private static Results<Ok<UserResponse>, ValidationProblem, ProblemHttpResult> Change(
        string id, UserChangeRequest request, HttpContext context, UserStore users, InvitationStore invitations, SecondFactorStore secondFactors)
    {
        if (users.Find(id) is not { } user)
        {
            return UserAuthority.NotFound(id);
        }

        ClaimsPrincipal actor = context.User;
        context.Describe($"'{user.UserName}', {user.Role.ToString().ToLowerInvariant()}");
        if (UserAuthority.ObjectionTo(actor, user) is { } objection)
        {
            return objection;
        }

        string name = request.DisplayName ?? user.DisplayName;
        if (UserNames.CheckDisplay(name) is { } wrongName)
        {
            return Answers.Invalid("display_name", wrongName);
        }

        Role? role = request.Role is null ? user.Role : UserAuthority.RoleOf(request.Role);
        if (role is null)
        {
            return UserAuthority.WrongRole(request.Role);
        }

        bool isDisabled = request.IsDisabled ?? user.IsDisabled;
        ProblemHttpResult? forbidden = UserAuthority.ObjectionTo(actor, role.Value)
            ?? (role != user.Role ? UserAuthority.ObjectionToSelf(actor, user, "change your own role") : null)
            ?? (isDisabled ? UserAuthority.ObjectionToSelf(actor, user, "disable yourself") : null)
            ?? UserAuthority.ObjectionOf(users.Change(id, name, role.Value, isDisabled), id);
        if (forbidden is not null)
        {
            return forbidden;
        }

        context.Describe(Words(user, role.Value, isDisabled));
        if (role > user.Role)
        {
            invitations.Withdraw(id); // who made the link may still have it, and must not come in by it with more than they could give
        }

        return users.Find(id) is { } changed ? TypedResults.Ok(UserResponse.Of(changed, secondFactors)) : UserAuthority.NotFound(id);
    }

    private static string Words(HubUser before, Role role, bool isDisabled)
    {
        string was = before.Role.ToString().ToLowerInvariant();
        string words = $"'{before.UserName}', {(role == before.Role ? was : $"{was} to {role.ToString().ToLowerInvariant()}")}";
        return isDisabled == before.IsDisabled ? words : words + (isDisabled ? ", disabled" : ", enabled");
    }

    private static Results<NoContent, ProblemHttpResult> Delete(string id, HttpContext context, UserStore users, SecondFactorStore secondFactors)
    {
        if (users.Find(id) is not { } user)
        {
            return UserAuthority.NotFound(id);
        }

        context.Describe($"'{user.UserName}', {user.Role.ToString().ToLowerInvariant()}");
        ProblemHttpResult? objection = UserAuthority.ObjectionTo(context.User, user)
            ?? UserAuthority.ObjectionToSelf(context.User, user, "delete yourself")
            ?? UserAuthority.ObjectionOf(users.Delete(id), id);
        if (objection is not null)
        {
            return objection;
        }

        secondFactors.Remove(id);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ProblemHttpResult> EndSessions(string id, HttpContext context, UserStore users, SessionStore sessions)
    {
        if (users.Find(id) is not { } user)
        {
            return UserAuthority.NotFound(id);
        }

        context.Describe($"'{user.UserName}'");
        if (UserAuthority.ObjectionTo(context.User, user) is { } objection)
        {
            return objection;
        }

        users.SignOut(id); // connections by password over MQTT, too
        sessions.EndAll(id);
        return TypedResults.NoContent();
    }

    private static Results<Ok<SignInPage>, ValidationProblem, ProblemHttpResult> History(
        string id, string? before, string? limit, UserStore users, SignInHistory history)
    {
        if (users.Find(id) is null)
        {
            return UserAuthority.NotFound(id);
        }

        return SignInPage.Read(history, id, before, limit).Result switch
        {
            Ok<SignInPage> page => page,
            ValidationProblem wrong => wrong,
            _ => UserAuthority.NotFound(id),
        };
    }
}
