using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

/// <summary>A hub that restarts itself: the same process, the same ports, the data of its folder.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartFreshAsync("--http", $"{FreePort.Take()}", "--mqtt", $"{FreePort.Take()}");
        await _hub.SignInAsync();
    }

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Fact]
    public async Task Restart_OverHttp_IsTheSameProcessWithTheSameData()
    {
        JsonNode before = await _hub.GetAsync("/api/tokens");

        using HttpResponseMessage accepted = await _hub.Http.PostAsync("/api/system/restart", content: null);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await _hub.WaitForRestartAsync();
        Assert.Equal(before.AsArray().Count, (await _hub.GetAsync("/api/tokens")).AsArray().Count);
        (int exitCode, _) = await _hub.StopAsync();
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Restore_OverHttp_BringsBackWhatTheBackupHas()
    {
        using HttpResponseMessage made = await _hub.Http.PostAsync("/api/backups", content: null);
        string name = (string?)(await made.Content.ReadFromJsonAsync<JsonNode>())?["name"] ?? "";
        using HttpResponseMessage later = await _hub.Http.PostAsJsonAsync("/api/tokens", new { name = "later", role = "viewer" });
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);

        using HttpResponseMessage tried = await _hub.Http.PostAsJsonAsync($"/api/backups/{name}/restore", new { dry_run = true });
        Assert.Equal(HttpStatusCode.OK, tried.StatusCode);
        Assert.Contains("later", (await _hub.GetAsync("/api/tokens")).ToJsonString(), StringComparison.Ordinal);
        using HttpResponseMessage restored = await _hub.Http.PostAsJsonAsync($"/api/backups/{name}/restore", new { dry_run = false });

        Assert.Equal(HttpStatusCode.Accepted, restored.StatusCode);
        await _hub.WaitForRestartAsync();
        Assert.DoesNotContain("later", (await _hub.GetAsync("/api/tokens")).ToJsonString(), StringComparison.Ordinal);
    }
}
