using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PiHub.Api.Settings;

/// <summary>What routes of settings have in common, the hub's and the plugins'.</summary>
internal static class SettingsAnswers
{
    private const int LeastPassphrase = 12;
    private const int MostPassphrase = 1000;

    /// <summary>The errors of a body with a text that is none.</summary>
    public static IReadOnlyDictionary<string, string[]> NoText { get; } = new Dictionary<string, string[]> { [""] = [JsonText.Rule] };

    /// <summary>Why a passphrase for secrets is refused; null when it is not.</summary>
    public static ProblemHttpResult? Check(string? passphrase) => passphrase is { Length: >= LeastPassphrase and <= MostPassphrase }
        ? null
        : Refuse(new Dictionary<string, string[]>
        {
            ["passphrase"] = [$"must have {LeastPassphrase} to {MostPassphrase} characters"],
        });

    public static ProblemHttpResult Refuse(IReadOnlyDictionary<string, string[]> errors) => TypedResults.Problem(
        new HttpValidationProblemDetails(new Dictionary<string, string[]>(errors, StringComparer.Ordinal))
        {
            Title = "The settings are refused",
            Detail = "Nothing was stored; the errors say what is allowed.",
            Status = StatusCodes.Status422UnprocessableEntity,
        });

    public static ProblemHttpResult Conflict() => TypedResults.Problem(
        "Somebody else changed these settings since they were read. Read them again, and then change them.",
        statusCode: StatusCodes.Status412PreconditionFailed);

    /// <summary>The tag of the settings that the caller looked at; null when it does not say.</summary>
    public static string? Match(HttpContext context) =>
        context.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag ? tag : null;

    /// <summary>Makes an answer a file that nobody keeps on the way.</summary>
    public static void AsFile(HttpResponse response, string name)
    {
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.Headers.CacheControl = "no-store";
    }
}
