using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using PiHub.PluginHost.Permissions;

namespace PiHub.PluginHost.Tests.Hazards;

public sealed class ListenerTests : IDisposable
{
    private readonly HttpClient _client = new();

    [Fact]
    public async Task OwnPort_ServesTheRoutesAtItsRoot_WhileThePluginRuns()
    {
        int port = FreePort();
        await using TestHost host = await StartAsync(port);

        Assert.Equal("/", await _client.GetStringAsync($"http://localhost:{port}/"));
        using HttpResponseMessage changed = await _client.PostAsync($"http://localhost:{port}/", content: null);
        Assert.Equal("changed", await changed.Content.ReadAsStringAsync());
        Assert.Equal(2, host.Of("reaching").Usage.Requests);
        Assert.Empty(host.TroublesOf("reaching"));

        await host.Registry.DisableAsync("reaching");
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync($"http://localhost:{port}/"));
        await Patience.ForDeathOfAsync(host.Registry.FindSlot("reaching")!.LastContext!); // it ran, so it was started

        await host.Registry.EnableAsync("reaching");
        Assert.Equal("/", await _client.GetStringAsync($"http://localhost:{port}/"));
    }

    [Fact]
    public async Task UnknownRoute_AnswersAProblem()
    {
        int port = FreePort();
        await using TestHost host = await StartAsync(port);

        using HttpResponseMessage response = await _client.GetAsync($"http://localhost:{port}/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonNode? problem = await response.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal("The plugin 'reaching' has no answer for GET /nowhere.", (string?)problem?["detail"]);
    }

    [Fact]
    public async Task PortInUse_DegradesThePlugin_ThatServesBelowTheHubAllTheSame()
    {
        using var other = new TcpListener(IPAddress.IPv6Any, 0);
        other.Server.DualMode = true;
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        await using TestHost host = await StartAsync(port);

        await Patience.ForAsync(() => host.Of("reaching").State == PluginState.Degraded);
        Assert.Equal($"its port {port} is not open: another program uses it", host.TroublesOf("reaching"));
        Assert.Equal("/", await host.Http.GetStringAsync("/api/reaching/"));
    }

    [Fact]
    public async Task PortOfTheHub_IsRefused()
    {
        await using TestHost host = await StartAsync(TestHost.HubPort);

        Assert.Contains("its port 8080 is not open: the hub itself uses it for tests", host.TroublesOf("reaching"), StringComparison.Ordinal);
        Assert.Equal(PermissionKind.Listen, Assert.Single(host.Of("reaching").Usage.Violations).Kind);
    }

    [Fact]
    public async Task PortOfAnotherPlugin_IsRefusedByItsName()
    {
        int port = FreePort();
        await using TestHost host = await TestHost.CreateAsync(
            Fixture.Ample,
            plugins =>
            {
                Fixture.Change(plugins, "Reaching", manifest => manifest["listener"] = new JsonObject { ["port"] = port });
                Fixture.Change(plugins, "StaticState", manifest => manifest["listener"] = new JsonObject { ["port"] = port });
            },
            "Reaching",
            "StaticState");
        await host.Registry.StartAsync();

        Assert.Empty(host.TroublesOf("reaching"));
        Assert.Contains("by the plugin 'reaching' already", host.TroublesOf("static-state"), StringComparison.Ordinal);
    }

    public void Dispose() => _client.Dispose();

    private static Task<TestHost> StartAsync(int port) =>
        Fixture.StartAsync("Reaching", manifest => manifest["listener"] = new JsonObject { ["port"] = port });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
