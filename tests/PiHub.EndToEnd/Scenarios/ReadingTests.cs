using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class ReadingTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartFreshAsync("--demo");
        await _hub.SignInAsync();
    }

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Fact]
    public async Task RowsPublishedWithMosquitto_ComeBackExactly_AndSurviveARestart()
    {
        const int Rows = 2_000;
        var random = new Random(7);
        DateTimeOffset start = new(2024, 2, 28, 23, 0, 0, TimeSpan.Zero);
        double[] powers = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round(random.NextDouble() * 9, 3))];
        var lines = new StringBuilder();
        for (int i = 0; i < Rows; i++)
        {
            string time = start.AddMinutes(i).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            lines.Append(CultureInfo.InvariantCulture, $$"""{"time":"{{time}}","meter":{"on":true},"power":{{powers[i]}} }""").Append('\n');
        }

        ProgramRun published = await ProgramRun.RunAsync(
            "mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-l", "-t", "pihub/household/state"], lines.ToString());
        Assert.True(published.ExitCode == 0, published.Error);
        await _hub.KillAsync();
        await using HubProcess restarted = await HubProcess.StartAsync(_hub.DataFolder);
        await restarted.SignInAsync("after");

        JsonNode answer = await restarted.GetAsync(
            "/api/readings?device=household&metric=power&from=2024-02-01T00:00:00Z&to=2024-04-01T00:00:00Z");
        JsonArray points = answer["points"]!.AsArray();
        Assert.Equal(powers, points.Select(point => (double)point!["value"]!));
        Assert.Equal(
            Enumerable.Range(0, Rows).Select(i => start.AddMinutes(i)),
            points.Select(point => DateTimeOffset.Parse((string)point!["time"]!, CultureInfo.InvariantCulture)));
        JsonNode latest = await restarted.GetAsync("/api/readings/latest?device=household");
        Assert.Equal(["meter.on", "power"], latest.AsArray().Select(reading => (string?)reading?["metric"]));
        Assert.True((bool)latest[0]!["value"]!);
    }

    [Fact]
    public async Task Points_OfALongRange_AreBucketsThatKeepThePeaks()
    {
        string lines = string.Join('\n', Enumerable.Range(0, 5_000).Select(
            i => $$"""{"time":{{1_700_000_000_000 + (i * 60_000L)}},"level":{{(i == 3_333 ? 99 : i % 10)}}}"""));
        await ProgramRun.RunAsync("mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-l", "-t", "pihub/tank/state"], lines + "\n");

        JsonNode answer = await _hub.GetAsync(
            "/api/readings?device=tank&metric=level&from=2023-11-14T00:00:00Z&to=2023-11-19T00:00:00Z&points=300");

        JsonArray points = answer["points"]!.AsArray();
        Assert.InRange(points.Count, 100, 300);
        Assert.True((double)answer["bucket_s"]! >= 60);
        Assert.Equal(99, points.Max(point => (double)point!["max"]!));
        Assert.Equal(5_000, points.Sum(point => (long)point!["count"]!));
    }

    [Theory]
    [InlineData("device=a&metric=b", "from")]
    [InlineData("metric=b&from=2024-01-01T00:00:00Z", "device")]
    [InlineData("device=a&metric=b&from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z", "to")]
    [InlineData("device=a&metric=b&from=2024-01-01T00:00:00Z&points=1", "points")]
    [InlineData("device=a&metric=b&from=2024-01-01T00:00:00Z&points=10&level=1h", "points")]
    [InlineData("device=a&metric=b&from=2024-01-01T00:00:00Z&level=2h", "level")]
    [InlineData("device=a&metric=b&from=2024-01-01T00:00:00Z&limit=0", "limit")]
    [InlineData("device=a&metric=b&from=2024-01-01T00:00:00Z&points=10&after=2024-01-01T00:00:00Z", "after")]
    [InlineData("device=a&metric=b&from=abc", "from")]
    [InlineData("device=a&metric=b&from=2024-01-01T00:00:00Z&points=ten", "points")]
    public async Task BadRangeQuery_Answers400NamingTheParameter(string query, string parameter)
    {
        using HttpResponseMessage response = await _hub.Http.GetAsync("/api/readings?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonNode? problem = await response.Content.ReadFromJsonAsync<JsonNode>();
        Assert.NotNull(problem?["errors"]?[parameter]);
    }

    [Theory]
    [InlineData("pihub/shed/state", "not json", "not valid JSON")]
    [InlineData("pihub/shed/state", """{"a":[1]}""", "list")]
    [InlineData("pihub/shed/event", """{"time":1}""", "type")]
    [InlineData("pihub/shed/availability", "maybe", "online or offline")]
    [InlineData("pihub/shed/descriptor", "{}", "name")]
    [InlineData("pihub/Shed/state", """{"a":1}""", "device id")]
    public async Task MalformedMessage_IsRefusedWithItsReason_AndCounted(string topic, string payload, string reason)
    {
        ProgramRun v5 = await ProgramRun.RunAsync(
            "mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-V", "mqttv5", "-i", "sender", "-q", "1", "-d", "-t", topic, "-m", payload]);
        ProgramRun v311 = await ProgramRun.RunAsync(
            "mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-V", "mqttv311", "-i", "sender", "-q", "1", "-t", topic, "-m", payload]);

        Assert.Contains(topic.Contains('S', StringComparison.Ordinal) ? "RC:144" : "RC:153", v5.Output, StringComparison.Ordinal);
        Assert.Equal(0, v311.ExitCode);
        JsonNode rejected = await _hub.GetAsync("/api/mqtt/rejected");
        Assert.Equal(2, (long)rejected["total"]!);
        JsonNode newest = rejected["messages"]![0]!;
        Assert.Equal("sender", (string?)newest["client_id"]);
        Assert.Equal(topic, (string?)newest["topic"]);
        Assert.Contains(reason, (string?)newest["reason"], StringComparison.Ordinal);
        Assert.Empty((await _hub.GetAsync("/api/readings/latest?device=shed")).AsArray());
    }
}
