using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class AuditTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync() => _hub = await HubProcess.StartFreshAsync();

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Fact]
    public async Task Changes_AreRecorded_WithWhoWhatAndWhetherItWasLet()
    {
        string owner = await _hub.SignInAsync("boss");
        await _hub.SignInAsync("reader", "viewer");
        using (await _hub.Http.PostAsync("/api/plugins/power-quality/disable?secret=query", content: null))
        {
        }

        _hub.Http.DefaultRequestHeaders.Remove("X-API-Key");
        _hub.Http.DefaultRequestHeaders.Add("X-API-Key", owner);
        using (await _hub.Http.PostAsJsonAsync("/api/broker/publish", new { topic = "a/b", payload = "secret body" }))
        using (await _hub.Http.DeleteAsync("/api/tokens/reader"))
        {
        }

        JsonNode page = await _hub.WaitForAsync("/api/audit", page => page["entries"]?.AsArray().Count == 5);

        string[] told = [.. page["entries"]!.AsArray().Reverse().Select(entry => // waited for above
            $"{entry?["kind"]} {entry?["user"]} {entry?["method"]} {entry?["path"]} {entry?["status"]} {entry?["detail"]}".TrimEnd())];
        Assert.Equal(
            [
                "console console POST /api/tokens 201 'boss', owner",
                "console console POST /api/tokens 201 'reader', viewer",
                "key reader POST /api/plugins/power-quality/disable 403",
                "key boss POST /api/broker/publish 200",
                "key boss DELETE /api/tokens/reader 204 'reader', viewer",
            ],
            told);
        Assert.Equal("Publishes a message", (string?)page["entries"]?[1]?["action"]);
        Assert.Equal("127.0.0.1", (string?)page["entries"]?[1]?["address"]);
        Assert.DoesNotContain("secret", page.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(owner, page.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PluginRoutesAndSignIns_AreRecorded_ReadingAndStrangersAreNot()
    {
        string key = await _hub.SignInAsync("boss");
        using (await _hub.Http.PostAsync("/api/power-quality/no-such-route", content: null))
        using (await _hub.Http.GetAsync("/api/plugins"))
        {
        }

        _hub.Http.DefaultRequestHeaders.Clear();
        using (await _hub.Http.PostAsJsonAsync("/api/auth/login", new { api_key = "wrong" }))
        using (await _hub.Http.PostAsJsonAsync("/api/auth/login", new { api_key = key }))
        using (await _hub.Http.PostAsync("/api/plugins/power-quality/disable", content: null))
        {
        }

        _hub.Http.DefaultRequestHeaders.Add("X-API-Key", key);
        using (await _hub.Http.DeleteAsync("/api/tokens/nobody"))
        {
        }

        JsonNode page = await _hub.WaitForAsync("/api/audit?limit=3", page => (int?)page["entries"]?[0]?["status"] == 404
            && (string?)page["entries"]?[0]?["method"] == "DELETE");

        Assert.Equal(
            ["/api/tokens/nobody", "/api/auth/login", "/api/power-quality/no-such-route"],
            page["entries"]!.AsArray().Select(entry => (string?)entry?["path"])); // waited for above
        Assert.Equal("Asks the plugin 'power-quality'", (string?)page["entries"]?[2]?["action"]);
        Assert.Equal("boss", (string?)page["entries"]?[1]?["user"]);
        JsonNode older = await _hub.GetAsync($"/api/audit?before={page["next"]}");
        Assert.Equal("console", (string?)older["entries"]?[0]?["kind"]);
        Assert.Null(older["next"]);
    }

    [Fact]
    public async Task Entries_OutliveTheHub()
    {
        using var data = new TemporaryFolder();
        await using (HubProcess first = await HubProcess.StartAsync(data.Path))
        {
            await first.SignInAsync("boss");
            await first.StopAsync();
        }

        await using HubProcess second = await HubProcess.StartAsync(data.Path);
        await second.SignInAsync("later");

        JsonNode page = await second.WaitForAsync("/api/audit", page => page["entries"]?.AsArray().Count == 2);

        Assert.Equal("'boss', owner", (string?)page["entries"]?[1]?["detail"]);
    }
}
