using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;

namespace PiHub.Fixtures.Probe;

public sealed class ProbePlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin
        .AddSampleHandler<SampleCounter>("pihub/+/state")
        .AddDriver<ProbeDriver>("probe")
        .AddSimulatedPort<ProbePort>("probe")
        .AddJson(ProbeJson.Default)
        .MapApi(Map)
        .AddPage(new PluginPage { Id = "probe", Title = "Probe", Elements = [] });

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/count", (SampleCounter counter) => TypedResults.Ok(new Count(counter.Samples)));
        routes.MapGet("/messages", (SampleCounter counter) => TypedResults.Ok(new Count(counter.Messages)));
        routes.MapGet("/throw", ThrowingAsync);
        routes.MapGet("/guarded", () => TypedResults.Ok(new Count(0))).RequireAuthorization();
        routes.MapGet("/forgotten", () => TypedResults.Ok(new Forgotten(1)));
        routes.MapGet("/problem", () => TypedResults.Problem("as asked", statusCode: StatusCodes.Status409Conflict));
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
        routes.MapPost("/append/{device}", async (
            string device, IReadings readings, TimeProvider time, CancellationToken cancellationToken) =>
        {
            var metrics = new Dictionary<string, MetricValue> { ["a"] = 1 };
            await readings.AppendAsync(new Sample { Device = device, Time = time.GetUtcNow(), Metrics = metrics }, cancellationToken);
            return TypedResults.NoContent();
        });
    }

    private static Task ThrowingAsync(HttpContext context) => throw new InvalidOperationException("a secret inside");
}
