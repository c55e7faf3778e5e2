using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class PluginTests : IAsyncLifetime
{
    private const string LatestValues = "/api/power-quality/latest-values";

    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartFreshAsync("--demo");
        await _hub.SignInAsync();
    }

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Fact]
    public async Task PowerQuality_ServesTheLatestValuesOfEachPhase()
    {
        JsonNode values = await _hub.WaitForAsync(LatestValues, answer => answer.AsObject().Count == 3);

        Assert.Equal(["L1", "L2", "L3"], values.AsObject().Select(phase => phase.Key));
        Assert.InRange((double)values["L2"]!["voltage"]!, 100, 260);
        Assert.InRange((double)values["L2"]!["voltage_freq"]!, 45, 55);
        using HttpResponseMessage unknown = await _hub.Http.GetAsync(LatestValues + "?device_id=nobody");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task DisabledPlugin_Answers503_StaysDisabledOverARestart_AndComesBack()
    {
        await _hub.WaitForAsync(LatestValues, _ => true);
        Assert.Equal("disabled", await SwitchAsync(_hub, "disable"));
        using HttpResponseMessage away = await _hub.Http.GetAsync(LatestValues);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        JsonNode? problem = await away.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Contains("power-quality", (string?)problem?["detail"], StringComparison.Ordinal);

        await _hub.StopAsync();
        await using HubProcess restarted = await HubProcess.StartAsync(_hub.DataFolder, "--demo");
        await restarted.SignInAsync("second");
        Assert.Equal("disabled", (string?)(await restarted.GetAsync("/api/plugins/power-quality"))["state"]);
        Assert.Equal("running", await SwitchAsync(restarted, "enable"));
        await restarted.WaitForAsync(LatestValues, answer => answer.AsObject().Count == 3);
    }

    [Fact]
    public async Task DisabledDriverPackage_TakesItsDevicesOffline_AndBack()
    {
        await _hub.WaitForAsync("/api/devices/meter", device => (string?)device["availability"] == "online");

        ProgramRun disabled = await ProgramRun.RunAsync(
            Artifacts.Executable, ["plugin", "disable", "demo-meter", "--data", _hub.DataFolder]);
        Assert.Equal(0, disabled.ExitCode);
        await _hub.WaitForAsync("/api/devices/meter", device => (string?)device["availability"] == "offline");
        ProgramRun enabled = await ProgramRun.RunAsync(
            Artifacts.Executable, ["plugin", "enable", "demo-meter", "--data", _hub.DataFolder]);

        Assert.Contains("running", enabled.Output, StringComparison.Ordinal);
        await _hub.WaitForAsync("/api/devices/meter", device => (string?)device["availability"] == "online");
    }

    [Theory]
    [InlineData("/api/nobody/anything", HttpStatusCode.NotFound)]
    [InlineData("/api/power-quality/nothing-here", HttpStatusCode.NotFound)]
    public async Task UnknownPluginRoutes_AnswerProblems(string path, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await _hub.Http.GetAsync(path);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<string?> SwitchAsync(HubProcess hub, string verb)
    {
        using HttpResponseMessage response = await hub.Http.PostAsync($"/api/plugins/power-quality/{verb}", content: null);
        return (string?)(await response.Content.ReadFromJsonAsync<JsonNode>())?["state"];
    }
}
