using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access.Audit;
using PiHub.Access.Passwords;
using PiHub.Access.Users;
using PiHub.Api.Audit;
using PiHub.Api.Auth;

namespace PiHub.Api.Users;

/// <summary>Open routes for who has a one-time link.</summary>
internal static class InvitationEndpoints
{
    private const string Unknown = "This link is unknown, used or expired. Ask who sent it for another one.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/invitations").WithTags("users").WithMetadata(new SmallBody());
        group.MapPost("/check", Check).WithSummary("What an invitation is for");
        group.MapPost("/accept", AcceptAsync).WithSummary("Sets the password by an invitation and signs in");
    }

    private static Results<Ok<InvitationView>, ProblemHttpResult> Check(
        InvitationRequest request, HttpContext context, InvitationStore invitations) =>
        invitations.Find(request.Token) is var (user, invitation)
            ? TypedResults.Ok(new InvitationView(user.UserName, user.Role, HubNames.Of(context), invitation.ExpiresAt))
            : Answers.NotFound(Unknown);

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> AcceptAsync(
        InvitationRequest request, HttpContext context, InvitationStore invitations, UserStore users, PasswordHashing hashing)
    {
        if (invitations.Find(request.Token) is not var (user, _))
        {
            return Answers.NotFound(Unknown);
        }

        if (PasswordRules.Check(request.Password, user.UserName) is { } weakness)
        {
            return Answers.Invalid("password", weakness);
        }

        if (await hashing.HashAsync(request.Password ?? "", context.RequestAborted) is not { } hash)
        {
            return Answers.TooMany(context, AccountPasswords.Busy);
        }

        if (!invitations.TryUse(request.Token ?? "") || users.SetPassword(user.Id, hash) != UserChange.Done)
        {
            return Answers.NotFound(Unknown);
        }

        context.ActsAs(user.UserName, user.Role, AuditKind.User);
        // Not signed in only when somebody has disabled the user in this moment; the link is used all the same.
        return await CookieSignIn.OpenAsync(context, user, users.RevocationOf(user.Id)) ? TypedResults.NoContent() : Answers.NotFound(Unknown);
    }
}
