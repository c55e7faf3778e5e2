using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Hardware;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Reaching;

/// <summary>Reaches for whatever the caller names.</summary>
public sealed class ReachingPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin
        .AddSimulatedPort<OwnPort>("reaching")
        .MapApi(routes =>
        {
            routes.MapGet("/", (HttpContext context) => context.Response.WriteAsync(context.Request.Path));
            routes.MapPost("/", (HttpContext context) => context.Response.WriteAsync("changed"));
            routes.MapGet("/fetch", async (string url, IHttpClientFactory clients, CancellationToken cancellationToken) =>
            {
                using HttpClient client = clients.CreateClient();
                try
                {
                    return TypedResults.Text(await client.GetStringAsync(url, cancellationToken));
                }
                catch (HttpRequestException exception)
                {
                    return TypedResults.Text(exception.Message, statusCode: StatusCodes.Status502BadGateway);
                }
            });
            routes.MapGet("/redirect", (string to) => TypedResults.Redirect(to));
            routes.MapPost("/open", async (string port, IHardware hardware) =>
            {
                await using II2cPort opened = hardware.Open<II2cPort>(port);
                return TypedResults.NoContent();
            });
            routes.MapPost("/subscribe", async (string filter, IBus bus) =>
            {
                await using IAsyncDisposable subscription = bus.Subscribe(filter, (_, _) => ValueTask.CompletedTask);
                return TypedResults.NoContent();
            });
        });
}
