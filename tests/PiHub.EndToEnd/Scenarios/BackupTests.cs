using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class BackupTests
{
    private const string Range = "device=cellar&metric=temperature&from=2020-01-01T00:00:00Z&level=raw";

    [Fact]
    public async Task Restore_AfterMoreWasRecorded_BringsBackTheStateOfTheBackup()
    {
        using var data = new TemporaryFolder();
        string backup;
        await using (HubProcess hub = await HubProcess.StartAsync(data.Path, "--demo"))
        {
            await hub.SignInAsync("kept");
            await PublishAsync(hub, 20.5);
            ProgramRun made = await ProgramRun.RunAsync(Artifacts.Executable, ["backup", "--data", data.Path]);
            Assert.True(made.ExitCode == 0, made.Error);
            backup = made.Output.Trim();
            Assert.True(File.Exists(backup), backup);
            await PublishAsync(hub, 99.5);
            ProgramRun running = await RestoreAsync(backup, data.Path);
            Assert.Equal(1, running.ExitCode);
            Assert.Contains("another hub runs on the data folder", running.Error, StringComparison.Ordinal);
            await hub.StopAsync();
        }

        ProgramRun restored = await RestoreAsync(backup, data.Path);
        Assert.True(restored.ExitCode == 0, restored.Error);
        await using HubProcess again = await HubProcess.StartAsync(data.Path);
        await again.SignInAsync("check");
        Assert.Equal([20.5], await ReadAsync(again));
        Assert.Contains((await again.GetAsync("/api/tokens")).AsArray(), token => (string?)token!["name"] == "kept");
        Assert.Contains("before-", restored.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_NoBackup_SaysSoAndChangesNothing()
    {
        using var data = new TemporaryFolder();
        string file = Path.Combine(data.Path, "holiday.jpg");
        await File.WriteAllTextAsync(file, new string('x', 2_000));
        ProgramRun run = await RestoreAsync(file, data.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("holiday.jpg", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backups_OverHttp_AreMadeListedReadAndDeletedByTheOwnerAlone()
    {
        await using HubProcess hub = await HubProcess.StartFreshAsync();
        await hub.SignInAsync("admin", "admin");
        using (HttpResponseMessage refused = await hub.Http.PostAsync("/api/backups", content: null))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        await hub.SignInAsync();
        using HttpResponseMessage made = await hub.Http.PostAsync("/api/backups", content: null);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        JsonNode answer = await made.Content.ReadFromJsonAsync<JsonNode>() ?? throw new InvalidOperationException("The answer is null.");
        var name = (string?)answer["name"];
        Assert.Equal(name, (string?)Assert.Single((await hub.GetAsync("/api/backups")).AsArray())!["name"]);
        Assert.Equal((long)answer["bytes"]!, (await hub.Http.GetByteArrayAsync($"/api/backups/{name}")).LongLength);
        using HttpResponseMessage outside = await hub.Http.GetAsync("/api/backups/..%2Fhub.db");
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        using HttpResponseMessage deleted = await hub.Http.DeleteAsync($"/api/backups/{name}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty((await hub.GetAsync("/api/backups")).AsArray());
    }

    private static Task<ProgramRun> RestoreAsync(string backup, string data) =>
        ProgramRun.RunAsync(Artifacts.Executable, ["restore", backup, "--data", data]);

    private static async Task PublishAsync(HubProcess hub, double temperature)
    {
        ProgramRun published = await ProgramRun.RunAsync(
            "/usr/bin/mosquitto_pub",
            ["-p", $"{hub.MqttPort}", "-q", "1", "-t", "pihub/cellar/state", "-m", FormattableString.Invariant($"{{\"temperature\":{temperature}}}")]);
        Assert.True(published.ExitCode == 0, published.Error);
    }

    private static async Task<IEnumerable<double>> ReadAsync(HubProcess hub) =>
        (await hub.GetAsync($"/api/readings?{Range}"))["points"]!.AsArray().Select(point => (double)point!["value"]!);
}
