using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Access.Passwords;
using PiHub.Access.Users;
using PiHub.Api.Audit;
using PiHub.Api.Auth;

namespace PiHub.Api.Users;

/// <summary>Helps users who have lost their password.</summary>
internal static class PasswordReset
{
    public static Results<Ok<UserResetResponse>, ProblemHttpResult> Reset(
        string id, HttpContext context, UserStore users, AccountPasswords passwords)
    {
        if (users.Find(id) is not { } user)
        {
            return UserAuthority.NotFound(id);
        }

        context.Describe($"'{user.UserName}'");
        ProblemHttpResult? objection = UserAuthority.ObjectionTo(context.User, user)
            ?? UserAuthority.ObjectionToSelf(context.User, user, "reset yourself");
        if (objection is not null)
        {
            return objection;
        }

        (UserChange outcome, string? token, Invitation? invitation) = passwords.Reset(id);
        return token is null || invitation is null
            ? UserAuthority.ObjectionOf(outcome, id) ?? UserAuthority.NotFound(id)
            : TypedResults.Ok(new UserResetResponse(InvitationResponse.Of(token, invitation.ExpiresAt)));
    }

    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SetAsync(
        string id, NewPasswordRequest request, HttpContext context, UserStore users, AccountPasswords passwords)
    {
        if (users.Find(id) is not { } user)
        {
            return UserAuthority.NotFound(id);
        }

        context.Describe($"'{user.UserName}'");
        ProblemHttpResult? objection = UserAuthority.ObjectionTo(context.User, user)
            ?? (HubPrincipal.UserOf(context.User) == id ? Answers.Conflict("Change your own password on your profile.") : null);
        if (objection is not null)
        {
            return objection;
        }

        if (PasswordRules.Check(request.Password, user.UserName) is { } weakness)
        {
            return Answers.Invalid("password", weakness);
        }

        UserChange? outcome = await passwords.TryReplaceAsync(id, request.Password ?? "", context.RequestAborted);
        if (outcome is null)
        {
            return Answers.TooMany(context, AccountPasswords.Busy);
        }

        return UserAuthority.ObjectionOf(outcome.Value, id) is { } refusal ? refusal : TypedResults.NoContent();
    }
}
