using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access;
using PiHub.Api.Auth;

namespace PiHub.Api.Health;

/// <summary>The route that says whether the hub works.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<HubHealth>(); // counts the uptime from now on, not from the first request
        routes.MapGet("/api/health", Get).WithTags("health").WithSummary("Whether the hub works; details only when signed in")
            .AllowAnonymous();
    }

    private static Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>> Get(HubHealth health, ClaimsPrincipal user)
    {
        IReadOnlyList<HealthCheck> checks = health.Check();
        HealthStatus status = checks.Max(check => check.Status);
        var response = new HealthResponse(
            status, HubVersion.Text, "hub", (long)health.Uptime.TotalSeconds, HubPrincipal.RoleOf(user) >= Role.Viewer ? checks : null);
        return status == HealthStatus.Failing
            ? TypedResults.Json(response, statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(response);
    }
}
