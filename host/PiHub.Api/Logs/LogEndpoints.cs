using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.PluginHost;
using PiHub.PluginHost.Logs;

namespace PiHub.Api.Logs;

/// <summary>The routes to read a plugin's log and the hub's.</summary>
internal static class LogEndpoints
{
    /// <summary>Who may read logs.</summary>
    public const Role Reader = Role.Installer;

    private const int DefaultLimit = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/plugins/{id}/logs", Lines)
            .WithTags("plugins")
            .WithSummary("The newest lines of a plugin's log")
            .Require(Reader);
        routes.MapGet("/api/logs", HubLines)
            .WithTags("logs")
            .WithSummary("The newest lines of the hub's log, or of a plugin's")
            .Require(Role.Admin);
    }

    private static Results<Ok<LogPage>, ValidationProblem, ProblemHttpResult> Lines(
        string id, string? level, string? text, string? before, string? limit, PluginRegistry plugins, LogStore logs) =>
        plugins.Find(id) is null && logs.Lines(id, new LogQuery { Limit = 1 }).Count == 0
            ? TypedResults.Problem($"There is no plugin '{id}'.", statusCode: StatusCodes.Status404NotFound)
            : Read(level, text, before, limit, query => logs.Lines(id, query));

    private static Results<Ok<LogPage>, ValidationProblem, ProblemHttpResult> HubLines(
        string? plugin, string? level, string? text, string? before, string? limit, PluginRegistry plugins, LogStore logs) =>
        string.IsNullOrEmpty(plugin)
            ? Read(level, text, before, limit, logs.Lines)
            : Lines(plugin, level, text, before, limit, plugins, logs);

    private static Results<Ok<LogPage>, ValidationProblem, ProblemHttpResult> Read(
        string? level, string? text, string? before, string? limit, Func<LogQuery, IReadOnlyList<LogLine>> read)
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

        IReadOnlyList<LogLine> lines = read(query);
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
