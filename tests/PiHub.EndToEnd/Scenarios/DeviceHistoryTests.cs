using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class DeviceHistoryTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartFreshAsync("--demo");
        await _hub.SignInAsync("reader", "viewer");
    }

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Fact]
    public async Task PublishedEvents_ComeBackNewestFirst_PageByPage()
    {
        // 5 and 6 are of the same millisecond, so they share a page.
        int[] times = [1, 2, 3, 4, 5, 5];
        foreach ((int number, int second) in times.Index())
        {
            await PublishAsync($$"""{"type":"knock","time":{{1_700_000_000_000 + (second * 1000L)}},"n":{{number}},"odd":"\ud800"}""");
        }

        List<int> numbers = [];
        int pages = 0;
        string? before = null;
        do
        {
            JsonNode page = await _hub.GetAsync("/api/devices/x/events?limit=1" + (before is null ? "" : $"&before={before}"));
            foreach (JsonNode? found in page["events"]!.AsArray())
            {
                Assert.Equal("knock", (string?)found?["type"]);
                Assert.EndsWith(".000Z", (string?)found?["time"], StringComparison.Ordinal);
                numbers.Add((int)found!["data"]!["n"]!);
            }

            before = (string?)page["next"];
            pages++;
        }
        while (before is not null);

        Assert.Equal(5, pages);
        Assert.Equal([4, 5, 3, 2, 1, 0], numbers);
        Assert.Equal(6, (await _hub.GetAsync("/api/devices/x/events"))["events"]!.AsArray().Count);
    }

    [Fact]
    public async Task Limit_IsAHundredByDefault()
    {
        string lines = string.Concat(Enumerable.Range(0, 101).Select(
            i => string.Create(CultureInfo.InvariantCulture, $$"""{"type":"tick","time":{{1_700_000_000_000 + i}}}""") + "\n"));
        await ProgramRun.RunAsync("mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-l", "-t", "pihub/x/event"], lines);

        JsonNode page = await _hub.GetAsync("/api/devices/x/events");

        Assert.Equal(100, page["events"]!.AsArray().Count);
        Assert.Equal("2023-11-14T22:13:20.001Z", (string?)page["next"]);
        Assert.Null((await _hub.GetAsync("/api/devices/x/events?limit=101"))["next"]);
    }

    [Theory]
    [InlineData("before", "yesterday")]
    [InlineData("before", "2024-01-01")]
    [InlineData("limit", "0")]
    [InlineData("limit", "1001")]
    [InlineData("limit", "all")]
    public async Task BadParameter_Answers400NamingIt(string parameter, string value)
    {
        using HttpResponseMessage response = await _hub.Http.GetAsync($"/api/devices/meter/events?{parameter}={value}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonNode>())?["errors"]?[parameter]);
    }

    [Fact]
    public async Task UnknownDevice_Answers404()
    {
        using HttpResponseMessage response = await _hub.Http.GetAsync("/api/devices/nobody/events");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task PublishAsync(string payload)
    {
        ProgramRun run = await ProgramRun.RunAsync(
            "mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-t", "pihub/x/event", "-m", payload]);
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
