using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class ProblemTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartFreshAsync("--demo");
        await _hub.SignInAsync();
    }

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Theory]
    [InlineData("PATCH", "/api/devices", "GET, POST")]
    [InlineData("POST", "/api/devices/meter", "DELETE, GET, PUT")]
    [InlineData("DELETE", "/api/readings", "GET")]
    [InlineData("GET", "/api/devices/meter/commands/simulate_dip", "POST")]
    [InlineData("OPTIONS", "/api/health", "GET")]
    public async Task HubRoute_WithAnotherMethod_Answers405SayingWhichItTakes(string method, string path, string allowed)
    {
        using HttpResponseMessage response = await SendAsync(method, path);

        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
        Assert.Contains(allowed, await DetailAsync(response, HttpStatusCode.MethodNotAllowed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/devices/a/b/c")]
    [InlineData("POST", "/api/schemas")]
    [InlineData("GET", "/api/jobs/1")]
    public async Task HubSegment_WithoutSuchRoute_Answers404NotNamingAPlugin(string method, string path)
    {
        using HttpResponseMessage response = await SendAsync(method, path);

        Assert.DoesNotContain("plugin", await DetailAsync(response, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/devices")]
    [InlineData("PUT", "/api/devices/meter")]
    [InlineData("POST", "/api/tokens")]
    public async Task HubRoute_WithABodyThatIsNoJson_Answers415(string method, string path)
    {
        using HttpResponseMessage response = await SendAsync(method, path, "a=1", "application/x-www-form-urlencoded");

        Assert.Contains("application/json", await DetailAsync(response, HttpStatusCode.UnsupportedMediaType), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"name":"x",}""", "line 1, byte 13")]
    [InlineData("""{"name":5}""", "'name'")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"name":"\ud800"}""", "name")]
    [InlineData("", "missing")]
    public async Task UnreadableBody_Answers400SayingWhatIsWrong(string body, string expected)
    {
        using HttpResponseMessage response = await SendAsync("PUT", "/api/devices/meter", body);

        string detail = await DetailAsync(response, HttpStatusCode.BadRequest);
        Assert.Contains(expected, detail, StringComparison.Ordinal);
        Assert.DoesNotMatch("System|PiHub|DeviceRequest|   at ", detail);
    }

    [Theory]
    [InlineData("/api/devices/meter/commands/simulate_dip", """{"arguments":{"phase":"\ud800"}}""", "arguments")]
    [InlineData("/api/devices", """{"id":"lone","driver":"demo-meter","name":"x","settings":{"port":"\ud800"}}""", "settings")]
    public async Task JsonThatCannotBeWrittenAgain_Answers400NamingTheField(string path, string body, string field)
    {
        await _hub.WaitForAsync("/api/devices/meter", device => device["commands"]?.AsArray().Count > 0);

        using HttpResponseMessage response = await SendAsync("POST", path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonNode>())?["errors"]?[field]);
    }

    [Fact]
    public async Task EveryTimeThatTheApiWrites_IsUtcWithMilliseconds()
    {
        await _hub.WaitForAsync("/api/readings/latest?device=meter", readings => readings.AsArray().Count > 0);
        await ProgramRun.RunAsync("mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-t", "pihub/shed/state", "-m", "wrong"]);
        await ProgramRun.RunAsync("mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-t", "pihub/meter/event", "-m", """{"type":"x"}"""]);
        int times = 0;
        foreach (string path in (string[])
            [
                "/api/tokens", "/api/devices", "/api/readings/latest", "/api/mqtt/rejected", "/api/plugins", "/api/health",
                "/api/devices/meter/events", "/api/readings?device=meter&metric=l1.voltage_rms&from=2024-01-01T00:00:00Z&limit=1",
                "/api/readings?device=meter&metric=l1.voltage_rms&from=2024-01-01T00:00:00Z&level=1m",
            ])
        {
            string json = (await _hub.GetAsync(path)).ToJsonString();
            foreach (Match time in Regex.Matches(json, @"\d{4}-\d\d-\d\d[T ]\d\d:[^""\s,;]*"))
            {
                Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", time.Value);
                times++;
            }
        }

        Assert.True(times >= 8, $"only {times} times are written");
    }

    [Fact]
    public async Task Document_HasTheVersionOfTheHub() => Assert.Equal(
        (string?)(await _hub.GetAsync("/api/health"))["version"], (string?)(await _hub.GetAsync("/openapi/v1.json"))["info"]?["version"]);

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        }

        return await _hub.Http.SendAsync(request);
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        string? detail = (string?)(await response.Content.ReadFromJsonAsync<JsonNode>())?["detail"];
        Assert.False(string.IsNullOrEmpty(detail));
        return detail;
    }
}
