using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PiHub.Api.Auth;
using PiHub.PluginHost;
using PiHub.PluginHost.Logs;

namespace PiHub.Api.Logs;

/// <summary>The route to read a plugin's log.</summary>
internal static class LogEndpoints
{
    /// <summary>Who may read logs.</summary>
    public const Role Reader = Role.Installer;

    private const int DefaultLimit = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/plugins/{id}/logs", Lines)
        .WithTags("plugins")
        .WithSummary("The newest lines of a plugin's log")
        .Require(Reader);

    private static Results<Ok<LogPage>, ValidationProblem, ProblemHttpResult> Lines(
        string id, string? level, string? text, string? before, string? limit, PluginRegistry plugins, LogStore logs)
    {
        var parameters = new QueryParameters();
        int size = parameters.Number("limit", limit, minimum: 1, LogStore.PluginLines) ?? DefaultLimit;
        var query = new LogQuery
        {
            Level = LevelOf(level, parameters),
            Text = text,
            Before = parameters.Number("before", before, minimum: 1, int.MaxValue),
            Limit = size + 1, // one more tells whether there are more
        };
        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        IReadOnlyList<LogLine> lines = logs.Lines(id, query);
        if (lines.Count == 0 && plugins.Find(id) is null)
        {
            return TypedResults.Problem($"There is no plugin '{id}'.", statusCode: StatusCodes.Status404NotFound);
        }

        return TypedResults.Ok(new LogPage([.. lines.Take(size)], lines.Count > size ? lines[size - 1].Id : null));
    }

    private static LogLevel LevelOf(string? text, QueryParameters parameters)
    {
        switch (text?.ToLowerInvariant())
        {
            case null or "" or "trace":
                return LogLevel.Trace;
            case "debug":
                return LogLevel.Debug;
            case "information":
                return LogLevel.Information;
            case "warning":
                return LogLevel.Warning;
            case "error":
                return LogLevel.Error;
            case "critical":
                return LogLevel.Critical;
            default:
                parameters.Refuse("level", "level is trace, debug, information, warning, error or critical");
                return LogLevel.Trace;
        }
    }
}
