using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Access.Passwords;
using PiHub.Access.SecondFactor;
using PiHub.Access.Users;
using PiHub.Api.Audit;
using PiHub.Api.Auth;

namespace PiHub.Api.Users;

/// <summary>Makes users.</summary>
internal static class UserCreation
{
    public static async Task<Results<Created<UserCreatedResponse>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        UserRequest request, HttpContext context, UserStore users, InvitationStore invitations, PasswordHashing hashing, SecondFactorStore secondFactors)
    {
        string userName = request.UserName ?? "";
        string displayName = string.IsNullOrEmpty(request.DisplayName) ? userName : request.DisplayName;
        if (Check(request, userName, displayName) is { } wrong)
        {
            return wrong;
        }

        if (UserAuthority.RoleOf(request.Role) is not { } role)
        {
            return UserAuthority.WrongRole(request.Role);
        }

        context.Describe($"'{userName}', {role.ToString().ToLowerInvariant()}");
        if (UserAuthority.ObjectionTo(context.User, role) is { } objection)
        {
            return objection;
        }

        string? hash = null;
        if (request.Password is not null && (hash = await hashing.HashAsync(request.Password, context.RequestAborted)) is null)
        {
            return Answers.TooMany(context, AccountPasswords.Busy);
        }

        (UserChange outcome, HubUser? user) = users.Create(userName, displayName, role, hash);
        if (user is null)
        {
            return outcome == UserChange.NameTaken
                ? Answers.Invalid("user_name", "another user has that name")
                : UserAuthority.ObjectionOf(outcome, userName) ?? UserAuthority.NotFound(userName);
        }

        return TypedResults.Created(
            $"/api/users/{user.Id}",
            new UserCreatedResponse(UserResponse.Of(user, secondFactors), hash is null ? Invite(invitations, user) : null));
    }

    private static ValidationProblem? Check(UserRequest request, string userName, string displayName) =>
        UserNames.Check(userName) is { } wrongName ? Answers.Invalid("user_name", wrongName)
        : UserNames.CheckDisplay(displayName) is { } wrongDisplay ? Answers.Invalid("display_name", wrongDisplay)
        : request.Password is not null && PasswordRules.Check(request.Password, userName) is { } weakness ? Answers.Invalid("password", weakness)
        : null;

    private static InvitationResponse Invite(InvitationStore invitations, HubUser user)
    {
        (string token, Invitation invitation) = invitations.Create(user.Id, isReset: false);
        return InvitationResponse.Of(token, invitation.ExpiresAt);
    }
}
