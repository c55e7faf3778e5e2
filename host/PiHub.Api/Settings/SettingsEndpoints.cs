using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.PluginSettings;
using PiHub.Sdk.Settings;
using PiHub.Settings;
using PiHub.Settings.General;

namespace PiHub.Api.Settings;

/// <summary>Routes to read and change the hub's own settings.</summary>
internal static class SettingsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/hub", Hub).WithTags("settings").WithSummary("The hub's name, time zone, locale and mains").Require(Role.Viewer);
        RouteGroupBuilder group = routes.MapGroup("/api/settings").WithTags("settings").Require(Role.Installer).WithMetadata(new BodyLimit());
        group.MapGet("", List).WithSummary("The pages of the hub's settings");
        group.MapGet("/{id}", Get).WithSummary("The values of a page, without secrets");
        group.MapGet("/{id}/schema", Schema).WithSummary("The JSON Schema of a page's values");
        group.MapPost("/{id}/validate", Validate).WithSummary("Says what is wrong with a change of a page, and stores nothing");
        group.MapPut("/{id}", Change).WithSummary("Changes the hub's settings that are named; null resets one").Require(Role.Admin);
        ConfigurationEndpoints.Map(group);
    }

    private static Ok<HubResponse> Hub([FromServices] ISettings<GeneralSettings> settings, TimeProvider time) =>
        TypedResults.Ok(HubResponse.Of(settings.Current, time.LocalTimeZone));

    private static SectionResponse[] List(HubSettings settings) =>
    [
        .. settings.Sections.Select(section =>
        {
            SettingsSnapshot? now = settings.Find(section.Id);
            return new SectionResponse(section.Id, section.Title, now?.IsLive ?? false, now?.NeedsRestart ?? []);
        }),
    ];

    private static Results<Ok<HubSettingsResponse>, ProblemHttpResult> Get(string id, HttpResponse response, HubSettings settings) =>
        settings.Find(id) is { } found ? Answer(found, response) : Unknown(id);

    private static Results<Ok<JsonElement>, ProblemHttpResult> Schema(string id, HubSettings settings) =>
        settings.Find(id) is { } found ? TypedResults.Ok(found.Schema) : Unknown(id);

    private static Results<Ok<SettingsCheckResponse>, ProblemHttpResult> Validate(string id, JsonElement change, HubSettings settings) =>
        !JsonText.IsWritable(change) ? SettingsAnswers.Refuse(SettingsAnswers.NoText)
        : settings.Change(id, change, isTrial: true) is { } outcome ? TypedResults.Ok(new SettingsCheckResponse(outcome.Errors))
        : Unknown(id);

    private static Results<Ok<HubSettingsResponse>, ProblemHttpResult> Change(
        string id, JsonElement change, HttpContext context, HubSettings settings, ILogger<HubSettingsResponse> logger)
    {
        if (!JsonText.IsWritable(change))
        {
            return SettingsAnswers.Refuse(SettingsAnswers.NoText);
        }

        if (settings.Change(id, change, SettingsAnswers.Match(context)) is not { } outcome)
        {
            return Unknown(id);
        }

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
            Log.HubSettingsChanged(logger, id, context.User.Identity?.Name ?? "", string.Join(", ", outcome.Changed));
        }

        return Answer(outcome.Now, context.Response);
    }

    private static Ok<HubSettingsResponse> Answer(SettingsSnapshot settings, HttpResponse response)
    {
        response.Headers.ETag = settings.ETag;
        return TypedResults.Ok(HubSettingsResponse.Of(settings));
    }

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no page of settings '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
