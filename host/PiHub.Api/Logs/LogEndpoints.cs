using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Logs;
using PiHub.PluginHost;

namespace PiHub.Api.Logs;

/// <summary>The routes to read the log.</summary>
internal static class LogEndpoints
{
    /// <summary>Who may read logs.</summary>
    public const Role Reader = Role.Installer;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/plugins/{id}/logs", OfPlugin)
            .WithTags("plugins")
            .WithSummary("The newest lines of a plugin's log")
            .Require(Reader);
        routes.MapGet("/api/logs", OfHub)
            .WithTags("logs")
            .WithSummary("The newest lines of the hub's log, or of a plugin's")
            .Require(Reader);
        LogLevelEndpoints.Map(routes);
    }

    private static Results<Ok<LogPage>, ValidationProblem, ProblemHttpResult> OfPlugin(
        string id, [AsParameters] LogRequest request, PluginRegistry plugins, LogStore logs, CancellationToken cancellationToken)
    {
        if (plugins.Find(id) is null && !logs.Knows(id))
        {
            return TypedResults.Problem($"There is no plugin '{id}'.", statusCode: StatusCodes.Status404NotFound);
        }

        request.Plugin = id;
        return Read(request, logs, cancellationToken).Result switch
        {
            ValidationProblem problem => problem,
            var result => (Ok<LogPage>)result,
        };
    }

    private static Results<Ok<LogPage>, ValidationProblem> OfHub(
        [AsParameters] LogRequest request, LogStore logs, CancellationToken cancellationToken) => Read(request, logs, cancellationToken);

    // One line more than wanted tells whether there are more.
    private static Results<Ok<LogPage>, ValidationProblem> Read(LogRequest request, LogStore logs, CancellationToken cancellationToken)
    {
        var parameters = new QueryParameters();
        LogQuery query = request.Query(parameters);
        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        IReadOnlyList<LogLine> lines = logs.Lines(query with { Limit = query.Limit + 1 }, cancellationToken);
        return TypedResults.Ok(new LogPage([.. lines.Take(query.Limit)], lines.Count > query.Limit ? lines[query.Limit - 1].Id : null));
    }
}
