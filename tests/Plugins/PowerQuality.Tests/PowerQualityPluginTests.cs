using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.Sdk.Testing;

namespace PiHub.Plugins.PowerQuality.Tests;

public sealed class PowerQualityPluginTests
{
    [Fact]
    public async Task LatestValues_AfterASample_AreServedByPhase_AndShownOnThePage()
    {
        await using PluginUnderTest plugin = await PluginUnderTest.StartAsync<PowerQualityPlugin>();
        await plugin.PublishAsync("meter", ("l1.voltage_rms", 230), ("l2.voltage_rms", 231), ("l3.voltage_rms", 232), ("voltage_freq", 50));

        JsonNode? values = await plugin.Http.GetFromJsonAsync<JsonNode>("latest-values?device_id=meter");

        Assert.Equal(231, (double?)values?["L2"]?["voltage"]);
        Assert.Equal(50, (double?)values?["L2"]?["voltage_freq"]);
        Assert.Null(values?["L2"]?["power"]);
        Assert.Equal("latest-values", Assert.Single(plugin.Pages).Id);
        Assert.Empty(plugin.Log.Errors);
    }

    [Theory]
    [InlineData("latest-values", "No three-phase meter has reported yet.")]
    [InlineData("latest-values?device_id=nobody", "The device 'nobody' has not reported any phase.")]
    public async Task LatestValues_WithoutAny_SayWhy(string route, string reason)
    {
        await using PluginUnderTest plugin = await PluginUnderTest.StartAsync<PowerQualityPlugin>();

        using HttpResponseMessage response = await plugin.Http.GetAsync(route);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(reason, (string?)(await response.Content.ReadFromJsonAsync<JsonNode>())?["detail"]);
    }
}
