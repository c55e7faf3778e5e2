using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.Settings;
using PiHub.PluginHost;
using PiHub.Settings;
using PiHub.Settings.Archive;
using SettingsOfPlugins = PiHub.PluginHost.Settings.PluginSettings;

namespace PiHub.Api.PluginSettings;

/// <summary>Routes to read, change, export and import the settings of plugins.</summary>
internal static class PluginSettingsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Not for viewers: settings tell addresses and user names.
        RouteGroupBuilder group = routes.MapGroup("/api/plugins/{id}/settings")
            .WithTags("plugin settings").Require(Role.Installer).WithMetadata(new BodyLimit());
        group.MapGet("", Get).WithSummary("The settings of a plugin, without secrets");
        group.MapGet("/schema", Schema).WithSummary("The JSON Schema of the settings");
        group.MapPost("/validate", Validate).WithSummary("Says what is wrong with a change, and stores nothing");
        group.MapGet("/export", Export).WithSummary("The settings that are not the defaults, without secrets");
        group.MapPut("", Change).WithSummary("Changes the settings that are named; null resets one").Require(Role.Admin);
        group.MapPost("/export", ExportSecrets).WithSummary("The same with the secrets, encrypted with a passphrase").Require(Role.Admin);
        group.MapPost("/import", Import).WithSummary("Takes exported settings").Require(Role.Admin);
    }

    private static Results<Ok<SettingsResponse>, ProblemHttpResult> Get(
        string id, HttpResponse response, SettingsOfPlugins settings, PluginRegistry plugins) =>
        settings.Find(id) is { } found ? Answer(found, response) : Unknown(id, plugins);

    private static Results<Ok<JsonElement>, ProblemHttpResult> Schema(string id, SettingsOfPlugins settings, PluginRegistry plugins) =>
        settings.Find(id) is { } found ? TypedResults.Ok(found.Schema) : Unknown(id, plugins);

    private static Results<Ok<SettingsCheckResponse>, ProblemHttpResult> Validate(
        string id, JsonElement change, SettingsOfPlugins settings, PluginRegistry plugins) =>
        !JsonText.IsWritable(change) ? SettingsAnswers.Refuse(SettingsAnswers.NoText)
        : settings.Change(id, change, ifMatch: null, isTrial: true) is { } outcome
            ? TypedResults.Ok(new SettingsCheckResponse(outcome.Errors))
            : Unknown(id, plugins);

    private static Results<Ok<SettingsResponse>, ProblemHttpResult> Change(
        string id, JsonElement change, HttpContext context, SettingsOfPlugins settings, PluginRegistry plugins, ILogger<SettingsResponse> logger) =>
        !JsonText.IsWritable(change) ? SettingsAnswers.Refuse(SettingsAnswers.NoText)
        : settings.Change(id, change, SettingsAnswers.Match(context), isTrial: false) is { } outcome
            ? Answer(outcome, context, logger)
            : Unknown(id, plugins);

    private static Results<Ok<SettingsDocument>, ProblemHttpResult> Export(
        string id, HttpResponse response, SettingsOfPlugins settings, PluginRegistry plugins) =>
        Download(id, settings.Export(id, passphrase: null), response, plugins);

    private static Results<Ok<SettingsDocument>, ProblemHttpResult> ExportSecrets(
        string id, ExportRequest request, HttpContext context, SettingsOfPlugins settings, PluginRegistry plugins, ILogger<SettingsResponse> logger)
    {
        if (SettingsAnswers.Check(request.Passphrase) is { } refusal)
        {
            return refusal;
        }

        SettingsDocument? document = settings.Export(id, request.Passphrase);
        if (document is not null)
        {
            Log.SecretsExported(logger, id, context.User.Identity?.Name ?? "");
        }

        return Download(id, document, context.Response, plugins);
    }

    private static Results<Ok<SettingsResponse>, ProblemHttpResult> Import(
        string id, ImportRequest request, HttpContext context, SettingsOfPlugins settings, PluginRegistry plugins, ILogger<SettingsResponse> logger)
    {
        if (request.Document is not { } document)
        {
            return SettingsAnswers.Refuse(new Dictionary<string, string[]> { ["document"] = ["is required"] });
        }

        return settings.Import(id, document, request.Passphrase, SettingsAnswers.Match(context)) is { } outcome
            ? Answer(outcome, context, logger)
            : Unknown(id, plugins);
    }

    private static Results<Ok<SettingsResponse>, ProblemHttpResult> Answer(
        SettingsOutcome outcome, HttpContext context, ILogger logger)
    {
        if (outcome.IsConflict)
        {
            context.Response.Headers.ETag = outcome.Now.ETag;
            return SettingsAnswers.Conflict();
        }

        if (outcome.Errors.Count > 0)
        {
            return SettingsAnswers.Refuse(outcome.Errors);
        }

        if (outcome.Changed.Count > 0)
        {
            Log.SettingsChanged(logger, outcome.Now.Id, context.User.Identity?.Name ?? "", string.Join(", ", outcome.Changed));
        }

        return Answer(outcome.Now, context.Response);
    }

    private static Ok<SettingsResponse> Answer(SettingsSnapshot settings, HttpResponse response)
    {
        response.Headers.ETag = settings.ETag;
        return TypedResults.Ok(SettingsResponse.Of(settings));
    }

    private static Results<Ok<SettingsDocument>, ProblemHttpResult> Download(
        string id, SettingsDocument? document, HttpResponse response, PluginRegistry plugins)
    {
        if (document is null)
        {
            return Unknown(id, plugins);
        }

        SettingsAnswers.AsFile(response, $"{id}-settings.json");
        return TypedResults.Ok(document);
    }

    private static ProblemHttpResult Unknown(string id, PluginRegistry plugins) => TypedResults.Problem(
        plugins.Find(id) switch
        {
            null => $"There is no plugin '{id}'.",
            { State: PluginState.Running or PluginState.Degraded } => $"The plugin '{id}' has no settings.",
            _ => $"No settings of the plugin '{id}' are known: it has none, or has not run yet. Enable it first.",
        },
        statusCode: StatusCodes.Status404NotFound);
}
