using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class AccessTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync() => _hub = await HubProcess.StartFreshAsync();

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Fact]
    public async Task Health_WithoutKey_AnswersWithoutDetails()
    {
        JsonNode health = await _hub.GetAsync("/api/health");

        Assert.Equal("ok", (string?)health["status"]);
        Assert.Equal("hub", (string?)health["role"]);
        Assert.Null(health["checks"]);
    }

    [Fact]
    public async Task EveryDocumentedRoute_WithoutKey_Answers401AsProblem()
    {
        await _hub.SignInAsync();
        JsonNode document = await _hub.GetAsync("/openapi/v1.json");
        _hub.Http.DefaultRequestHeaders.Clear();
        int tried = 0;
        foreach ((string path, JsonNode? operations) in document["paths"]!.AsObject())
        {
            foreach ((string method, _) in operations!.AsObject())
            {
                if (path is "/api/health" or "/api/auth/login" or "/api/auth/logout" or "/api/auth/refresh"
                    || path.StartsWith("/api/setup", StringComparison.Ordinal) || path.StartsWith("/api/invitations", StringComparison.Ordinal))
                {
                    continue;
                }

                string target = path.Replace("{id}", "x", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal);
                using var request = new HttpRequestMessage(HttpMethod.Parse(method), target);
                using HttpResponseMessage response = await _hub.Http.SendAsync(request);
                Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} answered {response.StatusCode}");
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
                tried++;
            }
        }

        Assert.True(tried > 10, $"only {tried} routes are documented");
    }

    [Theory]
    [InlineData("/api/events")]
    [InlineData("/api/power-quality/latest-values")]
    [InlineData("/openapi/v1.json")]
    public async Task UndocumentedRoutes_WithoutKey_Answer401(string path)
    {
        using HttpResponseMessage response = await _hub.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Viewer_ReadsButChangesNothing()
    {
        await _hub.SignInAsync("reader", "viewer");

        Assert.NotEmpty((await _hub.GetAsync("/api/plugins")).AsArray());
        using HttpResponseMessage disable = await _hub.Http.PostAsync("/api/plugins/power-quality/disable", content: null);
        Assert.Equal(HttpStatusCode.Forbidden, disable.StatusCode);
        using HttpResponseMessage tokens = await _hub.Http.GetAsync("/api/tokens");
        Assert.Equal(HttpStatusCode.Forbidden, tokens.StatusCode);
    }

    [Fact]
    public async Task RevokedKey_IsRefusedAtOnce()
    {
        await _hub.SignInAsync("short-lived", "viewer");
        await _hub.GetAsync("/api/devices");

        ProgramRun revoked = await ProgramRun.RunAsync(
            Artifacts.Executable, ["token", "revoke", "short-lived", "--data", _hub.DataFolder]);

        Assert.Equal(0, revoked.ExitCode);
        using HttpResponseMessage response = await _hub.Http.GetAsync("/api/devices");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Login_WithKey_OpensSessionThatAnotherSitesPageCannotUse()
    {
        string key = await _hub.SignInAsync("browser", "admin");
        _hub.Http.DefaultRequestHeaders.Clear();
        using HttpResponseMessage login = await _hub.Http.PostAsJsonAsync("/api/auth/login", new { api_key = key });
        string cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        _hub.Http.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);

        Assert.Equal("admin", (string?)(await _hub.GetAsync("/api/auth/me"))["role"]);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/plugins/power-quality/disable");
        foreign.Headers.Add("Origin", "http://localhost:3000");
        using HttpResponseMessage refused = await _hub.Http.SendAsync(foreign);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Mqtt_WithoutKeyOutsideDemo_IsRefused()
    {
        ProgramRun run = await ProgramRun.RunAsync(
            "mosquitto_pub", ["-p", $"{_hub.MqttPort}", "-q", "1", "-t", "pihub/x/state", "-m", """{"a":1}"""]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("not authori", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Mqtt_DeviceKey_PublishesItsOwnTopicsOnly()
    {
        string key = await _hub.SignInAsync("shed", "device");
        await _hub.SignInAsync();

        foreach (string device in (string[])["shed", "barn"])
        {
            await ProgramRun.RunAsync(
                "mosquitto_pub",
                ["-p", $"{_hub.MqttPort}", "-u", "any", "-P", key, "-q", "1", "-t", $"pihub/{device}/state", "-m", """{"a":1}"""]);
        }

        JsonNode devices = await _hub.GetAsync("/api/readings/latest");
        Assert.Equal("shed", (string?)Assert.Single(devices.AsArray())?["device"]);
        JsonNode rejected = await _hub.GetAsync("/api/mqtt/rejected");
        Assert.Equal("pihub/barn/state", (string?)rejected["messages"]?[0]?["topic"]);
    }
}
