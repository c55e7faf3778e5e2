using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Access.Passwords;
using PiHub.Access.Sessions;
using PiHub.Access.SignIn;
using PiHub.Access.Users;

namespace PiHub.Api.Auth;

/// <summary>Routes for the own profile, password, sessions and history.</summary>
internal static class ProfileEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/auth").WithTags("auth").WithMetadata(new SmallBody())
            .Require(Role.Viewer).RequireAccount();
        group.MapPut("/profile", ChangeProfile).WithSummary("Changes the own profile");
        group.MapPut("/password", ChangePasswordAsync).WithSummary("Changes the own password; all other sessions end");
        group.MapGet("/sessions", Sessions).WithSummary("Where the user is signed in");
        group.MapDelete("/sessions/{id}", EndSession).WithSummary("Signs the user out at one place");
        group.MapDelete("/sessions", EndOtherSessions).WithSummary("Signs the user out everywhere else");
        group.MapGet("/history", History).WithSummary("The attempts to sign in as the user, the newest first");
    }

    private static Results<NoContent, ValidationProblem> ChangeProfile(ProfileRequest request, HttpContext context, UserStore users)
    {
        string name = request.DisplayName ?? "";
        if (UserNames.CheckDisplay(name) is { } wrongName)
        {
            return Answers.Invalid("display_name", wrongName);
        }

        if (UserNames.CheckLanguage(request.Language) is { } wrongLanguage)
        {
            return Answers.Invalid("language", wrongLanguage);
        }

        users.SetProfile(OwnAccount.Of(context).Id, name, request.Language);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ChangePasswordAsync(
        PasswordRequest request, HttpContext context, PasswordCheck check, AccountPasswords passwords, SessionStore sessions)
    {
        HubUser user = OwnAccount.Of(context);
        PasswordProof proof = await check.CheckAsync(user, request.Current, Remote.AddressOf(context), context.RequestAborted);
        if (proof.RetryAfter is { } wait)
        {
            return Answers.TooMany(context, wait);
        }

        if (!proof.IsRight)
        {
            return Answers.Invalid("current", "this is not your password");
        }

        if (PasswordRules.Check(request.New, user.UserName) is { } weakness)
        {
            return Answers.Invalid("new", weakness);
        }

        string? session = HubPrincipal.SessionOf(context.User);
        return await passwords.TrySetAsync(user.Id, request.New ?? "", () => sessions.Keep(session ?? ""), context.RequestAborted) switch
        {
            null => Answers.TooMany(context, AccountPasswords.Busy),
            UserChange.Done => TypedResults.NoContent(),
            _ => Answers.NotFound("The user is not there any more."),
        };
    }

    private static SessionResponse[] Sessions(HttpContext context, SessionStore sessions)
    {
        string? current = HubPrincipal.SessionOf(context.User);
        return [.. sessions.Of(OwnAccount.Of(context).Id).Select(session => new SessionResponse(
            session.Id, session.CreatedAt, session.LastSeenAt, session.Address, session.Client, session.Id == current))];
    }

    private static Results<NoContent, ProblemHttpResult> EndSession(string id, HttpContext context, SessionStore sessions) =>
        sessions.End(OwnAccount.Of(context).Id, id) ? TypedResults.NoContent() : Answers.NotFound($"You have no session '{id}'.");

    private static NoContent EndOtherSessions(HttpContext context, SessionStore sessions)
    {
        sessions.EndAll(OwnAccount.Of(context).Id, HubPrincipal.SessionOf(context.User));
        return TypedResults.NoContent();
    }

    private static Results<Ok<SignInPage>, ValidationProblem> History(string? before, string? limit, HttpContext context, SignInHistory history) =>
        SignInPage.Read(history, OwnAccount.Of(context).Id, before, limit);
}
