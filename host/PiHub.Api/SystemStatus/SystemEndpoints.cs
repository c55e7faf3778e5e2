using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access;
using PiHub.Api.Auth;

namespace PiHub.Api.SystemStatus;

/// <summary>The route that tells how machine and storage do.</summary>
internal static class SystemEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<SystemReport>(); // counts the uptime from now on, not from the first request
        routes.MapGet("/api/system", Get).WithTags("system").WithSummary("The machine, the hub's process, the storage and what is written to it")
            .Require(Role.Viewer);
    }

    private static SystemResponse Get(SystemReport report) => report.Read();
}
