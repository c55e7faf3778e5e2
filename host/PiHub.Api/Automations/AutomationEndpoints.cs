using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.PluginSettings;
using PiHub.Automations.Definitions;
using PiHub.Automations.Engine;
using PiHub.Automations.Runs;
using PiHub.Automations.Storage;

namespace PiHub.Api.Automations;

/// <summary>Routes to see, change and try automations.</summary>
internal static class AutomationEndpoints
{
    private const int DefaultLimit = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/automations").WithTags("automations").Require(Role.Viewer).WithMetadata(new BodyLimit());
        group.MapGet("", List).WithSummary("All automations");
        group.MapGet("/{id}", Get).WithSummary("One automation");
        group.MapGet("/{id}/runs", Runs).WithSummary("The last runs of an automation");
        group.MapPost("", Add).WithSummary("Adds an automation").Require(Role.Installer);
        group.MapPut("/{id}", Update).WithSummary("Changes an automation").Require(Role.Installer);
        group.MapDelete("/{id}", Delete).WithSummary("Deletes an automation and its history").Require(Role.Installer);
        group.MapPost("/{id}/enable", Enable).WithSummary("Switches an automation on").Require(Role.Installer);
        group.MapPost("/{id}/disable", Disable).WithSummary("Switches an automation off").Require(Role.Installer);
        group.MapPost("/{id}/test", TestAsync).WithSummary("Runs an automation now, or says what it would do").Require(Role.Installer);
    }

    private static AutomationResponse[] List(AutomationStore store, AutomationEngine engine) =>
        [.. store.List().Select(automation => AutomationResponse.Of(automation, engine.Status(automation.Id)))];

    private static Results<Ok<AutomationResponse>, ProblemHttpResult> Get(
        string id, HttpResponse response, AutomationStore store, AutomationEngine engine) =>
        store.Find(id) is { } automation ? Answer(automation, response, engine) : Unknown(id);

    private static Results<Ok<AutomationRunPage>, ValidationProblem, ProblemHttpResult> Runs(
        string id, string? before, string? limit, AutomationStore store, AutomationEngine engine)
    {
        var parameters = new QueryParameters();
        long? from = parameters.Number("before", before, minimum: 1, int.MaxValue);
        int size = parameters.Number("limit", limit, minimum: 1, maximum: 100) ?? DefaultLimit;
        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (store.Find(id) is null)
        {
            return Unknown(id);
        }

        IReadOnlyList<AutomationRun> runs = engine.Runs(id, from, size + 1); // one more tells whether there are more
        return TypedResults.Ok(new AutomationRunPage([.. runs.Take(size)], runs.Count > size ? runs[size - 1].Id : null));
    }

    private static Results<Created<AutomationResponse>, ValidationProblem, ProblemHttpResult> Add(
        Automation automation, HttpResponse response, AutomationStore store, AutomationEngine engine)
    {
        ChangeResult result = store.Add(automation);
        if (result.Now is not { } added)
        {
            return Refuse(result.Errors);
        }

        response.Headers.ETag = added.ETag;
        return TypedResults.Created($"/api/automations/{added.Id}", AutomationResponse.Of(added, engine.Status(added.Id)));
    }

    private static Results<Ok<AutomationResponse>, ValidationProblem, ProblemHttpResult> Update(
        string id, Automation automation, HttpContext context, AutomationStore store, AutomationEngine engine)
    {
        string? tag = context.Request.Headers.IfMatch.ToString() is { Length: > 0 } given ? given : null;
        ChangeResult result = store.Update(id, automation, tag);
        if (result.IsConflict)
        {
            context.Response.Headers.ETag = result.Now?.ETag;
            return TypedResults.Problem(
                "Somebody else changed this automation since it was read. Read it again, and then change it.",
                statusCode: StatusCodes.Status412PreconditionFailed);
        }

        if (result.Errors.Count > 0)
        {
            return TypedResults.ValidationProblem(result.Errors);
        }

        return result.Now is { } changed ? Answer(changed, context.Response, engine) : Unknown(id);
    }

    private static Results<NoContent, ProblemHttpResult> Delete(string id, AutomationStore store) =>
        store.Delete(id) ? TypedResults.NoContent() : Unknown(id);

    private static Results<Ok<AutomationResponse>, ValidationProblem, ProblemHttpResult> Enable(
        string id, HttpResponse response, AutomationStore store, AutomationEngine engine) => Switch(id, true, response, store, engine);

    private static Results<Ok<AutomationResponse>, ValidationProblem, ProblemHttpResult> Disable(
        string id, HttpResponse response, AutomationStore store, AutomationEngine engine) => Switch(id, false, response, store, engine);

    private static async Task<Results<Ok<AutomationRun>, ProblemHttpResult>> TestAsync(
        string id, AutomationTestRequest request, ClaimsPrincipal user, AutomationEngine engine, CancellationToken cancellationToken) =>
        await engine.TestAsync(id, request.DryRun, user.Identity?.Name ?? "somebody", cancellationToken) is { } run
            ? TypedResults.Ok(run)
            : Unknown(id);

    private static Results<Ok<AutomationResponse>, ValidationProblem, ProblemHttpResult> Switch(
        string id, bool isEnabled, HttpResponse response, AutomationStore store, AutomationEngine engine)
    {
        switch (store.Switch(id, isEnabled))
        {
            case { Errors.Count: > 0 } refused:
                return TypedResults.ValidationProblem(refused.Errors);
            case { Now: { } changed }:
                return Answer(changed, response, engine);
            default:
                return Unknown(id);
        }
    }

    private static Ok<AutomationResponse> Answer(
        StoredAutomation automation, HttpResponse response, AutomationEngine engine)
    {
        response.Headers.ETag = automation.ETag;
        return TypedResults.Ok(AutomationResponse.Of(automation, engine.Status(automation.Id)));
    }

    // A fault of no field is that of the hub's limit.
    private static Results<Created<AutomationResponse>, ValidationProblem, ProblemHttpResult> Refuse(
        IReadOnlyDictionary<string, string[]> errors) => errors.TryGetValue("", out string[]? texts) && errors.Count == 1
        ? TypedResults.Problem(string.Join(' ', texts), statusCode: StatusCodes.Status409Conflict)
        : TypedResults.ValidationProblem(errors);

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no automation '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
