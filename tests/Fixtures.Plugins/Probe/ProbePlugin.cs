using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Probe;

public sealed class ProbePlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin
        .AddSampleHandler<SampleCounter>("pihub/+/state")
        .AddJson(ProbeJson.Default)
        .MapApi(Map);

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/count", (SampleCounter counter) => TypedResults.Ok(new Count(counter.Samples)));
        routes.MapGet("/throw", ThrowingAsync);
        routes.MapGet("/hold", async (Gate gate, CancellationToken cancellationToken) =>
        {
            await gate.HoldAsync(cancellationToken);
            return TypedResults.Ok(new Count(-1));
        });
        routes.MapPost("/publish/{device}", async (string device, IBus bus, CancellationToken cancellationToken) =>
        {
            await bus.PublishAsync(new BusMessage { Topic = $"pihub/{device}/state", Payload = default }, cancellationToken);
            return TypedResults.NoContent();
        });
    }

    private static Task ThrowingAsync(HttpContext context) => throw new InvalidOperationException("a secret inside");
}
