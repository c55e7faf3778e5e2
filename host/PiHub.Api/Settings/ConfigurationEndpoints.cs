using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Settings.Transfer;

namespace PiHub.Api.Settings;

/// <summary>Routes to export and import the whole configuration.</summary>
internal static class ConfigurationEndpoints
{
    private const string FileName = "pihub-configuration.json";

    /// <summary>Maps them below <c>/api/settings</c>.</summary>
    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapGet("/export", Export).WithSummary("The whole configuration of the hub, without secrets");
        settings.MapPost("/export", ExportSecrets).WithSummary("Exports the whole configuration with its secrets").Require(Role.Owner);
        settings.MapPost("/import", ImportAsync).WithSummary("Imports a configuration, or says what that would change").Require(Role.Owner);
    }

    private static Ok<ConfigurationDocument> Export(HttpResponse response, HubConfiguration configuration)
    {
        SettingsAnswers.AsFile(response, FileName);
        return TypedResults.Ok(configuration.Export(HubVersion.Text, passphrase: null));
    }

    private static Results<Ok<ConfigurationDocument>, ProblemHttpResult> ExportSecrets(
        ConfigurationExportRequest request, HttpContext context, HubConfiguration configuration, ILogger<ConfigurationDocument> logger)
    {
        if (SettingsAnswers.Check(request.Passphrase) is { } refusal)
        {
            return refusal;
        }

        Log.ConfigurationExported(logger, context.User.Identity?.Name ?? "");
        SettingsAnswers.AsFile(context.Response, FileName);
        return TypedResults.Ok(configuration.Export(HubVersion.Text, request.Passphrase));
    }

    private static async Task<Results<Ok<ConfigurationImportResponse>, ProblemHttpResult>> ImportAsync(
        ConfigurationImportRequest request,
        HttpContext context,
        HubConfiguration configuration,
        ILogger<ConfigurationDocument> logger,
        CancellationToken cancellationToken)
    {
        if (request.Document is not { } document)
        {
            return SettingsAnswers.Refuse(new Dictionary<string, string[]> { ["document"] = ["is required"] });
        }

        if (document.Parts?.Values.All(JsonText.IsWritable) == false)
        {
            return SettingsAnswers.Refuse(SettingsAnswers.NoText);
        }

        ConfigurationOutcome outcome = await configuration.ImportAsync(
            document, request.Passphrase, request.DryRun ?? false, cancellationToken);
        if (outcome.Errors.Count > 0 && request.DryRun != true)
        {
            return SettingsAnswers.Refuse(outcome.Errors);
        }

        if (outcome.IsApplied)
        {
            Log.ConfigurationImported(logger, context.User.Identity?.Name ?? "", outcome.Changes.Count);
        }

        return TypedResults.Ok(new ConfigurationImportResponse(outcome.IsApplied, outcome.Changes, outcome.Skipped, outcome.Errors));
    }
}
