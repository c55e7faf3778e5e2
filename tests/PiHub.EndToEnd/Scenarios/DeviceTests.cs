using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class DeviceTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs
    private string _key = "";

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartFreshAsync("--demo");
        _key = await _hub.SignInAsync();
    }

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Fact]
    public async Task DemoMeter_IsOnline_WithUnitsAndLiveValues()
    {
        await _hub.WaitForAsync("/api/devices/meter", device => (string?)device["availability"] == "online");

        JsonNode latest = await _hub.WaitForAsync("/api/readings/latest?device=meter", readings => readings.AsArray().Count >= 27);

        JsonNode voltage = latest.AsArray().Single(reading => (string?)reading?["metric"] == "l1.voltage_rms")!; // Single found it
        Assert.Equal("V", (string?)voltage["unit"]);
        Assert.Equal("good", (string?)voltage["quality"]);
        Assert.InRange((double)voltage["value"]!, 100, 260);
    }

    [Fact]
    public async Task PublishingDevice_IsDiscovered_ThenNamedAndRemoved()
    {
        await ProgramRun.RunAsync(
            "mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-t", "pihub/greenhouse/state", "-m", """{"temperature":21.5}"""]);
        JsonNode found = await _hub.WaitForAsync("/api/devices", devices => devices.AsArray().Any(IsGreenhouse));
        Assert.Equal("discovered", (string?)found.AsArray().Single(IsGreenhouse)!["state"]);

        using HttpResponseMessage named = await _hub.Http.PutAsJsonAsync(
            "/api/devices/greenhouse", new { name = "Green house", area = "Garden" });
        Assert.Equal("Garden", (string?)(await named.Content.ReadFromJsonAsync<JsonNode>())?["area"]);
        using HttpResponseMessage removed = await _hub.Http.DeleteAsync("/api/devices/greenhouse?readings=delete");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Empty((await _hub.GetAsync("/api/readings/latest?device=greenhouse")).AsArray());

        static bool IsGreenhouse(JsonNode? device) => (string?)device?["id"] == "greenhouse";
    }

    [Fact]
    public async Task AddedDevice_RunsItsDriver_AndBadRequestsNameTheField()
    {
        using HttpResponseMessage bad = await _hub.Http.PostAsJsonAsync(
            "/api/devices", new { id = "Bad Id", driver = "nothing", name = "", settings = 3 });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        JsonNode? problem = await bad.Content.ReadFromJsonAsync<JsonNode>();
        Assert.All((string[])["id", "driver", "name", "settings"], field => Assert.NotNull(problem?["errors"]?[field]));

        var request = new { id = "second", driver = "demo-meter", name = "Second", settings = new { port = "simulated:demo-meter" } };
        using HttpResponseMessage added = await _hub.Http.PostAsJsonAsync("/api/devices", request);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        await _hub.WaitForAsync("/api/devices/second", device => (string?)device["availability"] == "online");
        using HttpResponseMessage again = await _hub.Http.PostAsJsonAsync("/api/devices", request);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task DeletedDeviceOfARunningDriver_StaysDeleted_WithItsReadings()
    {
        await _hub.WaitForAsync("/api/readings/latest?device=meter", readings => readings.AsArray().Count > 0);

        using HttpResponseMessage removed = await _hub.Http.DeleteAsync("/api/devices/meter?readings=delete");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);

        // What another device publishes afterwards is handled after anything that the deleted one still said.
        await ProgramRun.RunAsync("mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-t", "pihub/next/state", "-m", """{"a":1}"""]);
        JsonNode devices = await _hub.WaitForAsync(
            "/api/devices", list => list.AsArray().Any(device => (string?)device?["id"] == "next"));
        Assert.DoesNotContain(devices.AsArray(), device => (string?)device?["id"] == "meter");
        Assert.Empty((await _hub.GetAsync("/api/readings/latest?device=meter")).AsArray());
    }

    [Fact]
    public async Task FaultyDevice_SaysWhy_AndTheOthersGoOn()
    {
        using HttpResponseMessage added = await _hub.Http.PostAsJsonAsync(
            "/api/devices", new { id = "wrong", driver = "demo-meter", name = "Wrong", settings = new { port = "simulated:toaster" } });

        JsonNode device = await _hub.WaitForAsync("/api/devices/wrong", candidate => candidate["reason"] is not null);

        Assert.Contains("toaster", (string?)device["reason"], StringComparison.Ordinal);
        await _hub.WaitForAsync("/api/devices/wrong", candidate => (string?)candidate["availability"] == "offline");
        await _hub.WaitForAsync("/api/devices/meter", candidate => (string?)candidate["availability"] == "online");
    }

    [Fact]
    public async Task Command_IsCarriedOut_AndABadOneSaysWhy()
    {
        await _hub.WaitForAsync("/api/devices/meter", device => (string?)device["availability"] == "online");

        JsonNode? good = await CommandAsync(new { phase = "l2", residual_percent = 40, duration_ms = 3000 });
        JsonNode? bad = await CommandAsync(new { phase = "l9", residual_percent = 40, duration_ms = 3000 });

        Assert.True((bool)good!["ok"]!, good.ToJsonString());
        Assert.False((bool)bad!["ok"]!);
        Assert.NotNull(bad["error"]);
        await _hub.WaitForAsync("/api/readings/latest?device=meter", readings => readings.AsArray().Any(
            reading => (string?)reading?["metric"] == "l2.voltage_rms" && (double)reading["value"]! < 120));
        using HttpResponseMessage unknown = await _hub.Http.PostAsJsonAsync("/api/devices/meter/commands/explode", new { });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Events_CarrySamplesAndPluginStates()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-API-Key", _key);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_hub.HttpPort}/api/events"), CancellationToken.None);
        await SendAsync(socket, """{"subscribe":["samples/meter","plugins","weather"]}""");

        JsonNode error = await ReceiveAsync(socket, "error");
        JsonNode sample = await ReceiveAsync(socket, "samples/meter");
        using HttpResponseMessage disabled = await _hub.Http.PostAsync("/api/plugins/power-quality/disable", content: null);
        JsonNode plugin = await ReceiveAsync(socket, "plugins");

        Assert.Contains("weather", (string?)error["data"]?["message"], StringComparison.Ordinal);
        Assert.NotNull(sample["data"]?["metrics"]?["l1.voltage_rms"]);
        Assert.Equal("power-quality", (string?)plugin["data"]?["id"]);
    }

    private static async Task SendAsync(ClientWebSocket socket, string text) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<JsonNode> ReceiveAsync(ClientWebSocket socket, string topic)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (JsonNode.Parse(buffer.AsSpan(0, length)) is { } message && (string?)message["topic"] == topic)
            {
                return message;
            }
        }
    }

    private async Task<JsonNode?> CommandAsync(object arguments)
    {
        using HttpResponseMessage response = await _hub.Http.PostAsJsonAsync("/api/devices/meter/commands/simulate_dip", new { arguments });
        return await response.Content.ReadFromJsonAsync<JsonNode>();
    }
}
