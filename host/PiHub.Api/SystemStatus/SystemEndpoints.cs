using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.SystemStatus.Diagnostics;

namespace PiHub.Api.SystemStatus;

/// <summary>The route that tells how machine and storage do.</summary>
internal static class SystemEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<SystemReport>(); // counts the uptime from now on, not from the first request
        routes.MapGet("/api/system", Get).WithTags("system").WithSummary("The machine, the hub's process, the storage and what is written to it")
            .Require(Role.Viewer);
        routes.MapGet("/api/system/network", Network).WithTags("system").WithSummary("The network interfaces of the machine with their addresses")
            .Require(Role.Installer);
        routes.MapGet("/api/system/diagnostics", Diagnostics).WithTags("system")
            .WithSummary("Downloads what helps to find a fault, without secrets, as a zip file").Require(Role.Admin);
    }

    private static NetworkResponse[] Network() => [.. NetworkResponse.Read()];

    private static PushStreamHttpResult Diagnostics(DiagnosticArchive archive, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Stream(
            stream => archive.WriteAsync(stream, cancellationToken),
            "application/zip",
            $"pihub-diagnostics-{time.GetUtcNow():yyyyMMdd-HHmmss}.zip");

    private static SystemResponse Get(SystemReport report) => report.Read();
}
