using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.PluginHost.Jobs;

namespace PiHub.Api.Jobs;

/// <summary>Routes to see the plugins' jobs and to run them by hand.</summary>
internal static class JobEndpoints
{
    private const int DefaultLimit = 20;
    private const int MaximumLimit = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/jobs").WithTags("jobs").Require(Role.Viewer);
        group.MapGet("", List).WithSummary("All jobs of plugins");
        group.MapGet("/{plugin}/{job}/runs", Runs).WithSummary("The last runs of a job");
        group.MapPost("/{plugin}/{job}/run", Run).WithSummary("Runs a job now").Require(Role.Operator);
        group.MapPost("/{plugin}/{job}/cancel", Cancel).WithSummary("Cancels the run that goes on").Require(Role.Operator);
    }

    private static JobResponse[] List(string? plugin, JobRegistry jobs) =>
        [.. jobs.List(string.IsNullOrEmpty(plugin) ? null : plugin).Select(JobResponse.Of)];

    private static Results<Ok<JobRunPage>, ValidationProblem, ProblemHttpResult> Runs(
        string plugin, string job, string? before, string? limit, JobRegistry jobs)
    {
        var parameters = new QueryParameters();
        long? from = parameters.Number("before", before, minimum: 1, int.MaxValue);
        int size = parameters.Number("limit", limit, minimum: 1, MaximumLimit) ?? DefaultLimit;
        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (jobs.Find(plugin, job) is null)
        {
            return Unknown(plugin, job);
        }

        IReadOnlyList<JobRunSnapshot> runs = jobs.Runs(plugin, job, from, size + 1); // one more tells whether there are more
        return TypedResults.Ok(new JobRunPage(
            [.. runs.Take(size).Select(JobRunResponse.Of)], runs.Count > size ? runs[size - 1].Id : null));
    }

    private static Results<Accepted<JobResponse>, ProblemHttpResult> Run(
        string plugin, string job, ClaimsPrincipal user, JobRegistry jobs) => jobs.Run(plugin, job, NameOf(user)) switch
        {
            JobStart.Started => Accept(plugin, job, jobs),
            JobStart.Busy => Conflict($"The job '{job}' of the plugin '{plugin}' runs already; cancel that run, or wait for its end."),
            JobStart.Inactive => Conflict($"The plugin '{plugin}' does not run, so its jobs cannot; enable it first."),
            _ => Unknown(plugin, job),
        };

    private static Results<Accepted<JobResponse>, ProblemHttpResult> Cancel(
        string plugin, string job, ClaimsPrincipal user, JobRegistry jobs) => jobs.Cancel(plugin, job, NameOf(user)) switch
        {
            true => Accept(plugin, job, jobs),
            false => Conflict($"The job '{job}' of the plugin '{plugin}' does not run now."),
            null => Unknown(plugin, job),
        };

    private static Results<Accepted<JobResponse>, ProblemHttpResult> Accept(string plugin, string job, JobRegistry jobs) =>
        jobs.Find(plugin, job) is { } found
            ? TypedResults.Accepted($"/api/jobs/{plugin}/{job}/runs", JobResponse.Of(found))
            : Unknown(plugin, job);

    private static string NameOf(ClaimsPrincipal user) => user.Identity?.Name ?? "somebody";

    private static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult Unknown(string plugin, string job) => TypedResults.Problem(
        $"There is no job '{job}' of a plugin '{plugin}'.", statusCode: StatusCodes.Status404NotFound);
}
