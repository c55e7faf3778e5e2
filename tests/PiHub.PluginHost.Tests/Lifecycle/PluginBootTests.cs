using System.Text.Json.Nodes;
using PiHub.Hal.Tests;

namespace PiHub.PluginHost.Tests.Lifecycle;

[Collection("upgrade")] // the fixture's hazards are the process's
public sealed class PluginBootTests : IDisposable
{
    private const string Late = "hanging-start";
    private const string Other = "static-state";

    private readonly string _root = LiveHub.NewRoot();
    private readonly ManualResetEventSlim _release = new();

    public PluginBootTests()
    {
        AppContext.SetData(Late, _release);
        FixtureFolder.Copy("HangingStart", Path.Combine(LiveHub.Bundled(_root), Late));
    }

    public void Dispose()
    {
        AppContext.SetData(Late, null);
        _release.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task LatePlugin_HoldsUpNeitherTheOthersNorTheHub_AndRunsInTheEnd()
    {
        Bundle();
        await using LiveHub hub = await LiveHub.CreateAsync(_root);

        await hub.Registry.StartAsync();

        Assert.Equal(PluginState.Starting, hub.Registry.Find(Late)?.State);
        await hub.UntilAsync(Other, PluginState.Running);
        _release.Set();
        await hub.UntilAsync(Late, PluginState.Running);
    }

    [Fact]
    public async Task PluginThatNeedsALateOne_SaysThatItWaits_AndRunsAfterIt()
    {
        Bundle(manifest => manifest["dependencies"] = 
            new JsonArray(new JsonObject { ["id"] = Late, ["version"] = ">=1.0.0 <2.0.0" }));
        await using LiveHub hub = await LiveHub.CreateAsync(_root);

        await hub.Registry.StartAsync();

        Assert.Equal(
            (PluginState.Waiting, "it waits for the plugins that it needs"), (hub.Registry.Find(Other)?.State, hub.Registry.Find(Other)?.Reason));
        _release.Set();
        await hub.UntilAsync(Other, PluginState.Running);
    }

    [Fact]
    public async Task Stop_DuringALateStart_StopsTheOthersAtOnce()
    {
        Bundle();
        await using LiveHub hub = await LiveHub.CreateAsync(_root);
        await hub.Registry.StartAsync();
        await hub.UntilAsync(Other, PluginState.Running);

        Task stopping = hub.Registry.StopAsync();

        await hub.UntilAsync(Other, PluginState.Disabled);
        Assert.False(stopping.IsCompleted);
        _release.Set();
        await stopping;
        Assert.Equal(PluginState.Disabled, hub.Registry.Find(Late)?.State);
    }

    [Fact]
    public async Task OfTwoWithTheSameDriver_TheFirstByIdRuns_AndTheSecondSaysWhy()
    {
        FixtureFolder.Copy("Probe", Path.Combine(LiveHub.Bundled(_root), "probe"));
        await using LiveHub hub = await LiveHub.CreateAsync(_root, new ManualTimeProvider()); // nobody runs out of patience
        Task starting = hub.Registry.StartAsync();
        await hub.UntilAsync("probe", plugin => plugin.State == PluginState.Starting);

        _release.Set();

        await starting;
        Assert.Equal(PluginState.Running, hub.Registry.Find(Late)?.State);
        PluginSnapshot? second = hub.Registry.Find("probe");
        Assert.Equal(PluginState.Quarantined, second?.State);
        Assert.Equal(
            "it failed to start: the driver 'probe' is offered by the plugin 'hanging-start' already; disable one of the two",
            second?.Reason);

        await hub.Registry.DisableAsync(Late);
        Assert.Equal(PluginState.Running, (await hub.Registry.EnableAsync("probe"))?.State);
    }

    private void Bundle(Action<JsonNode>? edit = null) =>
        FixtureFolder.Copy("StaticState", Path.Combine(LiveHub.Bundled(_root), Other), edit);
}
