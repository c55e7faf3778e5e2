using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.Backups;

namespace PiHub.Api.SystemStatus;

/// <summary>Restarts the hub, e.g. for settings that are read at start only.</summary>
internal static class RestartEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/system/restart", Restart)
        .WithTags("system")
        .WithSummary("Restarts the hub; it is back within seconds, and nothing acknowledged is lost")
        .Require(Role.Admin);

    private static Accepted Restart(IHubRestart restart)
    {
        restart.Request();
        return TypedResults.Accepted((string?)null);
    }
}
