using System.Diagnostics;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;
using Xunit.Abstractions;

namespace PiHub.EndToEnd.Guide;

/// <summary>Does what the author's guide says, word by word, from an empty folder to a running plugin and its upgrade.</summary>
public sealed class GuideTests(ITestOutputHelper output) : IDisposable
{
    private readonly GuideShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Guide_Followed_EndsWithARunningPlugin()
    {
        string markdown = await File.ReadAllTextAsync(Path.Combine(Artifacts.Repository, "docs", "plugin-author-guide.md"));
        IReadOnlyList<GuideStep> steps = GuideStep.Read(markdown);
        Assert.Equal(["create", "test", "pack", "install", "ask", "Doorbell/Api.cs", "upgrade"], steps.Select(step => step.Name));
        await _shell.MakePackagesAsync();
        await using HubProcess hub = await HubProcess.StartFreshAsync("--demo");
        await hub.SignInAsync();
        (_shell.DataFolder, _shell.HubAddress) = (hub.DataFolder, $"http://127.0.0.1:{hub.HttpPort}");

        foreach (GuideStep step in steps)
        {
            long began = Stopwatch.GetTimestamp();
            string printed = await _shell.FollowAsync(step);
            output.WriteLine($"{step.Name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s\n{printed}");
            await CheckAsync(step, hub, printed);
        }
    }

    private static async Task CheckAsync(GuideStep step, HubProcess hub, string printed)
    {
        switch (step.Name)
        {
            case "test":
                Assert.Contains("Passed!", printed, StringComparison.Ordinal);
                break;
            case "pack":
                Assert.Contains("0 Warning(s)", printed, StringComparison.Ordinal);
                break;
            case "install":
                Assert.Matches(@"doorbell +0\.1\.0 +running", printed);
                await hub.WaitForAsync("/api/doorbell/peaks", peaks => peaks.AsArray().Any(peak => (string?)peak?["device"] == "meter"));
                JsonNode pages = await hub.GetAsync("/api/plugins/doorbell/pages");
                Assert.Contains("\"peaks\"", pages.ToJsonString(), StringComparison.Ordinal);
                break;
            case "ask":
                Assert.StartsWith("[", printed, StringComparison.Ordinal);
                break;
            case "upgrade":
                Assert.Equal("0.2.0", (string?)(await hub.GetAsync("/api/plugins/doorbell"))["version"]);
                await hub.WaitForAsync("/api/doorbell/peaks/meter", peak => (double?)peak["value"] > 0);
                break;
        }
    }
}
