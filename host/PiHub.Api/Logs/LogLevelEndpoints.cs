using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Logs;
using PiHub.Logs.Levels;

namespace PiHub.Api.Logs;

/// <summary>The routes to read and change from which level on lines are kept.</summary>
internal static class LogLevelEndpoints
{
    private const string Path = "/api/logs/levels";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Get).WithTags("logs").WithSummary("From which level on lines are kept").Require(LogEndpoints.Reader);
        routes.MapPut(Path, Put).WithTags("logs").WithSummary("Change from which level on lines are kept").Require(Role.Admin);
    }

    private static LogLevelsResponse Get(LogLevels levels, LogStore logs) =>
        new(levels.Rules, levels.BuiltIn, LogLevelFloor.All, logs.FilesStatus);

    private static Results<Ok<LogLevelsResponse>, ValidationProblem> Put(
        LogLevelsRequest request, LogLevels levels, LogStore logs, TimeProvider time, ClaimsPrincipal user)
    {
        LogLevelRule[] rules = [.. (request.Rules ?? []).Select(rule => rule.ToRule(time.GetUtcNow()))];
        if (levels.Check(rules) is { Count: > 0 } mistakes)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["rules"] = [.. mistakes] });
        }

        levels.Set(rules, user.Identity?.Name ?? "");
        return TypedResults.Ok(Get(levels, logs));
    }
}
