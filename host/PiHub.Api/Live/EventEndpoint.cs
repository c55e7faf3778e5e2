using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.Logs;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Live;

/// <summary>The WebSocket <c>/api/events</c>.</summary>
internal static class EventEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.Map("/api/events", ServeAsync)
        .ExcludeFromDescription() // OpenAPI has no words for WebSockets; docs/api.md describes it
        .Require(Role.Viewer);

    private static async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Results.Problem("This is a WebSocket: connect with ws:// or wss://.", statusCode: StatusCodes.Status426UpgradeRequired)
                .ExecuteAsync(context);
            return;
        }

        IHostApplicationLifetime lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using CancellationTokenSource revoked = Revocation.Of(context);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, revoked.Token);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        Role? role = HubPrincipal.RoleOf(context.User);
        IBus? bus = role >= Role.Operator ? context.RequestServices.GetRequiredService<IBus>() : null;
        await context.RequestServices.GetRequiredService<EventHub>().ServeAsync(socket, bus, role >= LogEndpoints.Reader, stop.Token);
    }
}
