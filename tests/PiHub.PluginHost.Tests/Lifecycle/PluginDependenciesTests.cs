using System.Text.Json.Nodes;

namespace PiHub.PluginHost.Tests.Lifecycle;

[Collection("upgrade")] // the fixture's hazards are the process's
public sealed class PluginDependenciesTests : IDisposable
{
    private readonly string _root = LiveHub.NewRoot();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Start_WaitsForWhatIsNeeded_AndStopComesTheOtherWayRound()
    {
        Bundle("a", "z"); // by its id it would come first
        Bundle("z");
        var order = new List<string>();
        await using (LiveHub hub = await LiveHub.CreateAsync(_root))
        {
            hub.Registry.Changed += plugin => Note(order, plugin);
            await hub.Registry.StartAsync();
        }

        Assert.Equal(["a Waiting", "z Running", "a Running", "a Disabled", "z Disabled"], order);
    }

    [Fact]
    public async Task DisableOfWhatIsNeeded_MakesOthersWait_AndEnableStartsThemAgain()
    {
        Bundle("a", "b");
        Bundle("b", "c");
        Bundle("c");
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        Assert.All(hub.Registry.List(), plugin => Assert.Equal(PluginState.Running, plugin.State));
        var order = new List<string>();
        hub.Registry.Changed += plugin => Note(order, plugin);

        await hub.Registry.DisableAsync("c");

        Assert.Equal(["a Waiting", "b Waiting", "c Disabled"], order);
        await hub.UntilAsync("b", plugin => plugin.Reason == "it waits for the plugin 'c', which is disabled");
        await hub.Registry.EnableAsync("c");
        await hub.UntilAsync("a", PluginState.Running);
        Assert.Equal(PluginState.Running, hub.Registry.Find("b")?.State);
        Assert.Equal(["b"], hub.Registry.Find("a")?.DependsOn);
    }

    [Fact]
    public async Task WhatIsNotThere_OrNotInTheRange_IsNamed()
    {
        Bundle("a", "missing");
        Bundle("b", "c", ">=2.0.0 <3.0.0");
        Bundle("c");
        await using LiveHub hub = await LiveHub.StartAsync(_root);

        Assert.Equal(
            (PluginState.Waiting, "it needs the plugin 'missing', which is not installed"), StateOf(hub, "a"));
        Assert.Equal(
            (PluginState.Waiting, "it needs the plugin 'c' >=2.0.0 <3.0.0, and 1.0.0 is installed"), StateOf(hub, "b"));
    }

    [Fact]
    public async Task Circle_StartsNoneOfThem_AndIsNamed()
    {
        Bundle("a", "b");
        Bundle("b", "c");
        Bundle("c", "a");
        Bundle("d");
        await using LiveHub hub = await LiveHub.StartAsync(_root);

        Assert.Equal((PluginState.Waiting, "its dependencies form a circle: a → b → c → a"), StateOf(hub, "a"));
        Assert.Equal((PluginState.Waiting, "its dependencies form a circle: b → c → a → b"), StateOf(hub, "b"));
        Assert.Equal(PluginState.Running, hub.Registry.Find("d")?.State);
    }

    [Fact]
    public async Task FailureOfWhatIsNeeded_StopsOthers_AndTheyComeBackWithIt()
    {
        Bundle("a", "b");
        Bundle("b");
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        var order = new List<string>();
        hub.Registry.Changed += plugin => Note(order, plugin);

        hub.Registry.FindSlot("b")?.Running?.Fail("the line is cut");

        await hub.UntilAsync("a", PluginState.Waiting);
        await hub.UntilAsync("a", PluginState.Running); // after the second that the other one rests
        Assert.Equal(["a Waiting", "b Waiting"], order.Take(2).Order()); // the first to be told is not always the first to be there
        Assert.Equal(["b Running", "a Running"], order.Skip(2));
    }

    [Fact]
    public async Task UpgradeOfWhatIsNeeded_DoesNotStopOthers_UnlessItLeavesTheirRange()
    {
        Bundle("a", "upgrade", ">=1.0.0 <2.0.0");
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");
        await hub.UntilAsync("a", PluginState.Running);
        var order = new List<string>();
        hub.Registry.Changed += plugin => Note(order, plugin);

        await hub.InstallAsync("1.1.0");
        Assert.Equal(["upgrade Running"], order);

        await hub.InstallAsync("2.0.0");
        PluginSnapshot waiting = await hub.UntilAsync("a", PluginState.Waiting);
        Assert.Equal("it needs the plugin 'upgrade' >=1.0.0 <2.0.0, and 2.0.0 is installed", waiting.Reason);
    }

    [Fact]
    public async Task Remove_OfWhatOthersNeed_IsRefusedNamingThem()
    {
        Bundle("a", "upgrade");
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");

        PluginChangeRefusedException refused = await Assert.ThrowsAsync<PluginChangeRefusedException>(
            () => hub.Registry.RemoveAsync("upgrade", deleteData: false));

        Assert.Contains("is needed by 'a'", refused.Message, StringComparison.Ordinal);
        await hub.Registry.DisableAsync("a");
        Assert.True(await hub.Registry.RemoveAsync("upgrade", deleteData: false));
    }

    private static (PluginState, string?) StateOf(LiveHub hub, string id) =>
        hub.Registry.Find(id) is { } plugin ? (plugin.State, plugin.Reason) : default;

    // The states in which plugins settle, each time they do.
    private static void Note(List<string> order, PluginSnapshot plugin)
    {
        string line = $"{plugin.Id} {plugin.State}";
        lock (order)
        {
            if (plugin.State is PluginState.Running or PluginState.Waiting or PluginState.Disabled && plugin.Phase is null
                && order.FindLast(other => other.StartsWith($"{plugin.Id} ", StringComparison.Ordinal)) != line)
            {
                order.Add(line);
            }
        }
    }

    private void Bundle(string id, string? needs = null, string range = ">=1.0.0 <2.0.0") =>
        FixtureFolder.Copy("Upgrade.V1", Path.Combine(LiveHub.Bundled(_root), id), manifest =>
        {
            manifest["id"] = id;
            if (needs is not null)
            {
                manifest["dependencies"] = new JsonArray(new JsonObject { ["id"] = needs, ["version"] = range });
            }
        });
}
