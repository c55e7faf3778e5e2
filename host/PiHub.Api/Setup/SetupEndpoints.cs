using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access.Audit;
using PiHub.Access.Passwords;
using PiHub.Access.Setup;
using PiHub.Access.Users;
using PiHub.Api.Audit;
using PiHub.Api.Auth;
using PiHub.Settings.General;

namespace PiHub.Api.Setup;

/// <summary>Open routes of the first start, guarded by the setup code.</summary>
internal static class SetupEndpoints
{
    private const string WrongCode =
        "This is not the setup code. The hub prints it when it starts; with systemd: journalctl -u pihub | grep \"Setup code\"";

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/setup").WithTags("setup").WithMetadata(new SmallBody());
        group.MapGet("", (SetupCode code) => new SetupState(code.IsNeeded)).WithSummary("Whether the hub waits for its owner");
        group.MapPost("/check", Check).WithSummary("Checks the setup code");
        group.MapPost("", SetUpAsync).WithSummary("Makes the owner and signs in");
    }

    private static Results<NoContent, ProblemHttpResult> Check(SetupCheckRequest request, HttpContext context, SetupCode code) =>
        ObjectionTo(request.Code, context, code) is { } objection ? objection : TypedResults.NoContent();

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SetUpAsync(
        SetupRequest request, HttpContext context, SetupCode code, FirstOwner owner, PasswordHashing hashing, FirstChoices choices)
    {
        if (ObjectionTo(request.Code, context, code) is { } objection)
        {
            return objection;
        }

        string userName = request.UserName ?? "";
        GeneralSettings settings = request.General?.ToSettings() ?? new GeneralSettings();
        Dictionary<string, string[]> mistakes = MistakesOf(request, userName, settings);
        if (mistakes.Count > 0)
        {
            return TypedResults.ValidationProblem(mistakes, detail: mistakes.First().Value[0]);
        }

        if (await hashing.HashAsync(request.Password ?? "", context.RequestAborted) is not { } hash)
        {
            return Answers.TooMany(context, AccountPasswords.Busy);
        }

        (UserChange outcome, HubUser? user) = owner.Create(userName, hash);
        if (user is null)
        {
            return outcome == UserChange.NameTaken ? Answers.Invalid("user_name", "another user has that name") : Done();
        }

        context.ActsAs(user.UserName, user.Role, AuditKind.User);

        // The owner is made: what follows is finished whoever hangs up.
        await choices.ApplyAsync(settings, request.DemoDevices ?? true, CancellationToken.None);
        await CookieSignIn.OpenAsync(context, user, CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static Dictionary<string, string[]> MistakesOf(SetupRequest request, string userName, GeneralSettings settings)
    {
        Dictionary<string, string[]> mistakes = SetupGeneral.Check(settings);
        if (UserNames.Check(userName) is { } wrongName)
        {
            mistakes["user_name"] = [wrongName];
        }

        if (PasswordRules.Check(request.Password, userName) is { } weakness)
        {
            mistakes["password"] = [weakness];
        }

        return mistakes;
    }

    internal static ProblemHttpResult? ObjectionTo(string? given, HttpContext context, SetupCode code)
    {
        if (!code.IsNeeded)
        {
            return Done();
        }

        (bool isRight, TimeSpan? retryAfter) = code.Check(given, Remote.AddressOf(context));
        return retryAfter is { } wait ? Answers.TooMany(context, wait) : isRight ? null : Answers.Unauthorized(WrongCode);
    }

    private static ProblemHttpResult Done() => Answers.Conflict("This hub has its owner already; sign in.");
}
