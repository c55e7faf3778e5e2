using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.Sdk.Testing;

namespace MyPlugin.Tests;

public sealed class MyPluginPluginTests
{
    [Fact]
    public async Task Peaks_AfterSamples_AreTheHighestOfEachDevice()
    {
        await using PluginUnderTest plugin = await PluginUnderTest.StartAsync<MyPluginPlugin>(
            options => options.WithSettings(new MyPluginSettings { Minimum = 10 }));

        await plugin.PublishAsync("meter", ("power_watt", 40));
        await plugin.PublishAsync("meter", ("power_watt", 42.5));
        await plugin.PublishAsync("meter", ("power_watt", 41));
        await plugin.PublishAsync("fridge", ("power_watt", 5));

        JsonArray? peaks = await plugin.Http.GetFromJsonAsync<JsonArray>("peaks");
        JsonNode? peak = Assert.Single(peaks ?? []);
        Assert.Equal("meter", (string?)peak?["device"]);
        Assert.Equal(42.5, (double?)peak?["value"]);
        Assert.Equal(2, plugin.Events.Count);
        Assert.Empty(plugin.Log.Errors);
    }
}
