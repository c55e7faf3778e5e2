namespace PiHub.PluginHost.Tests.Hazards;

[Collection(AloneCollection.Name)]
public sealed class EndlessHazardTests : IDisposable
{
    private readonly CancellationTokenSource _mercy = new();

    [Fact]
    public async Task RoutesThatNeverReturn_AreCounted_AndTheOthersAreServed()
    {
        AppContext.SetData("endless-route", _mercy.Token);
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "EndlessRoute", "Probe");
        Task<HttpResponseMessage>[] loops = [.. Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => host.Http.GetAsync("/api/endless-route/loop"))];
        await Patience.ForAsync(() => host.Of("endless-route").Usage.InFlight == loops.Length);

        await host.AppendAsync("meter", 1);
        await Patience.ForAsync(async () =>
            await host.Http.GetStringAsync("/api/probe/count") == """{"value":1}""");

        Assert.Equal(loops.Length, host.Registry.FindSlot("endless-route")?.Meter.RequestsInFlight.CountOlderThan(TimeSpan.Zero));
        await _mercy.CancelAsync();
        foreach (HttpResponseMessage response in await Task.WhenAll(loops))
        {
            response.Dispose();
        }

        Assert.Equal(0, host.Of("endless-route").Usage.InFlight);
    }

    [Fact]
    public async Task SampleHandlerThatNeverReturns_HoldsUpNobodyElse()
    {
        AppContext.SetData("endless-handler", _mercy.Token);
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "EndlessHandler", "Probe");

        for (int i = 0; i < 10; i++)
        {
            await host.AppendAsync("meter", i);
        }

        await Patience.ForAsync(async () =>
            await host.Http.GetStringAsync("/api/probe/count") == """{"value":10}""");
        Assert.Equal(1, host.Registry.FindSlot("endless-handler")?.Meter.HandlingsInFlight.Count);
        Assert.Equal(0, host.Of("endless-handler").Usage.Samples);
        await _mercy.CancelAsync();
    }

    public void Dispose() => _mercy.Dispose();
}
