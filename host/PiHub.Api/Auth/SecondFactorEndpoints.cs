using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Access.Passwords;
using PiHub.Access.SecondFactor;
using PiHub.Access.SignIn;

namespace PiHub.Api.Auth;

/// <summary>Routes for the own second factor.</summary>
internal static class SecondFactorEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/auth/second-factor").WithTags("auth").WithMetadata(new SmallBody())
            .Require(Role.Viewer).RequireAccount();
        group.MapPost("", Begin).WithSummary("Makes a secret for an authenticator app and shows it once");
        group.MapPut("", Activate).WithSummary("Switches the second factor on and shows the recovery codes once");
        group.MapPost("/remove", RemoveAsync).WithSummary("Removes the second factor");
    }

    private static Results<Ok<SecondFactorSecret>, ProblemHttpResult> Begin(HttpContext context, SecondFactorStore secondFactors) =>
        secondFactors.Begin(OwnAccount.Of(context), HubNames.Of(context)) is { } secret
            ? TypedResults.Ok(secret)
            : Answers.Conflict("Your account has a second factor already; remove it first.");

    private static Results<Ok<RecoveryCodesResponse>, ValidationProblem> Activate(
        SecondFactorRequest request, HttpContext context, SecondFactorStore secondFactors) =>
        secondFactors.Activate(OwnAccount.Of(context).Id, request.Code) is { } codes
            ? TypedResults.Ok(new RecoveryCodesResponse(codes))
            : Answers.Invalid("code", "this is not the code that the app shows now; check the time of the phone and of the hub");

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> RemoveAsync(
        SecondFactorRemoveRequest request, HttpContext context, SecondFactorStore secondFactors, PasswordCheck check)
    {
        var user = OwnAccount.Of(context);
        PasswordProof proof = await check.CheckAsync(user, request.Password, Remote.AddressOf(context), context.RequestAborted);
        if (proof.RetryAfter is { } wait)
        {
            return Answers.TooMany(context, wait);
        }

        if (!proof.IsRight)
        {
            return Answers.Invalid("password", "this is not your password");
        }

        secondFactors.Remove(user.Id);
        return TypedResults.NoContent();
    }
}
