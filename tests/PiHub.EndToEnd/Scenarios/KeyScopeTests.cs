using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class KeyScopeTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync() => _hub = await HubProcess.StartFreshAsync();

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Theory]
    [InlineData("http:read", HttpStatusCode.OK, HttpStatusCode.Forbidden, "http:write")]
    [InlineData("http:write", HttpStatusCode.Forbidden, HttpStatusCode.NotFound, "http:read")]
    [InlineData("mqtt:publish", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, "http:")]
    public async Task Key_WithAScope_MayNothingElseOverHttp(string scope, HttpStatusCode read, HttpStatusCode write, string missing)
    {
        await UseKeyAsync("narrow", "--scope", scope);

        using HttpResponseMessage reading = await _hub.Http.GetAsync("/api/plugins");
        using HttpResponseMessage writing = await _hub.Http.PostAsync("/api/plugins/no-such-plugin/disable", content: null);

        Assert.Equal((read, write), (reading.StatusCode, writing.StatusCode));
        using HttpResponseMessage refused = reading.StatusCode == HttpStatusCode.Forbidden ? reading : writing;
        Assert.Contains($"lacks the scope '{missing}", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WithAScope_MayNothingElseInASessionEither_ButSignOut()
    {
        string key = await UseKeyAsync("narrow", "--scope", "http:read");
        _hub.Http.DefaultRequestHeaders.Clear();
        using HttpResponseMessage login = await _hub.Http.PostAsJsonAsync("/api/auth/login", new { api_key = key });
        _hub.Http.DefaultRequestHeaders.Add("Cookie", Assert.Single(login.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        _hub.Http.DefaultRequestHeaders.Add("Origin", _hub.Http.BaseAddress?.GetLeftPart(UriPartial.Authority));

        using HttpResponseMessage writing = await _hub.Http.PostAsync("/api/plugins/no-such-plugin/disable", content: null);
        using HttpResponseMessage logout = await _hub.Http.PostAsync("/api/auth/logout", content: null);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NoContent), (writing.StatusCode, logout.StatusCode));
    }

    [Fact]
    public async Task NarrowKey_CannotMakeAWiderOne()
    {
        await UseKeyAsync("narrow", "--scope", "http:write", "--scope", "http:read", "--expires", "1d");

        using HttpResponseMessage wider = await _hub.Http.PostAsJsonAsync("/api/tokens", new { name = "wider", role = "viewer" });
        using HttpResponseMessage endless = await _hub.Http.PostAsJsonAsync(
            "/api/tokens", new { name = "endless", role = "viewer", scopes = (string[])["http:read"] });

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (wider.StatusCode, endless.StatusCode));
    }

    [Fact]
    public async Task Key_TellsItsScopesItsEndAndItsLastUse()
    {
        await UseKeyAsync("app", "--scope", "http:read", "--expires", "2035-01-01T00:00:00Z");

        JsonNode? key = (await _hub.GetAsync("/api/tokens"))[0];

        Assert.Equal(["http:read"], key?["scopes"]?.AsArray().Select(scope => (string?)scope) ?? []);
        Assert.Equal("2035-01-01T00:00:00.000Z", (string?)key?["expires_at"]);
        Assert.Equal("127.0.0.1", (string?)key?["last_used_from"]);
        Assert.NotNull((string?)key?["last_used_at"]);
    }

    [Fact]
    public async Task Key_AtItsEnd_IsDead_WithWhatItHasOpened()
    {
        await _hub.SignInAsync();
        using HttpResponseMessage made = await _hub.Http.PostAsJsonAsync(
            "/api/tokens", new { name = "brief", role = "operator", expires_at = TimeProvider.System.GetUtcNow().AddSeconds(8) });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        string key = (string?)(await made.Content.ReadFromJsonAsync<JsonNode>())?["value"] ?? "";
        using LiveSocket events = await LiveSocket.OpenAsync(_hub, "/api/events", ("X-API-Key", key));
        using MqttSession mqtt = await MqttSession.OverTcpAsync(_hub, key);

        Assert.Null(await events.ReceiveAsync());
        await mqtt.WaitForEndAsync();

        _hub.Http.DefaultRequestHeaders.Clear();
        _hub.Http.DefaultRequestHeaders.Add("X-API-Key", key);
        using HttpResponseMessage response = await _hub.Http.GetAsync("/api/devices");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("scopes", """{"name":"x","role":"viewer","scopes":["http:all"]}""")]
    [InlineData("scopes", """{"name":"x","role":"viewer","scopes":[null]}""")]
    [InlineData("expires_at", """{"name":"x","role":"viewer","expires_at":"2020-01-01T00:00:00Z"}""")]
    [InlineData("expires_at", """{"name":"x","role":"viewer","expires_at":"2099-01-01T00:00:00Z"}""")]
    [InlineData("expires_at", """{"name":"x","role":"viewer","expires_at":"tomorrow"}""")]
    public async Task Key_WithAWrongScopeOrEnd_IsRefusedNamingTheField(string field, string body)
    {
        await _hub.SignInAsync();

        using var content = new StringContent(body, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json"));
        using HttpResponseMessage response = await _hub.Http.PostAsync("/api/tokens", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonNode>())?["errors"]?[field]);
    }

    private async Task<string> UseKeyAsync(string name, params string[] options)
    {
        ProgramRun made = await ProgramRun.RunAsync(
            Artifacts.Executable, ["token", "create", name, "--role", "admin", .. options, "--data", _hub.DataFolder]);
        Assert.True(made.ExitCode == 0, made.Error);
        _hub.Http.DefaultRequestHeaders.Clear();
        _hub.Http.DefaultRequestHeaders.Add("X-API-Key", made.Output.Trim());
        return made.Output.Trim();
    }
}
