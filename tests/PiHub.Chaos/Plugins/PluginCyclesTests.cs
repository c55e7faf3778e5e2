using System.Globalization;
using System.Text.Json.Nodes;
using PiHub.Chaos.Brokers;
using PiHub.EndToEnd.Hub;
using Xunit.Abstractions;

namespace PiHub.Chaos.Plugins;

/// <summary>Plugins change under a hub at work: nobody may notice.</summary>
public sealed class PluginCyclesTests(ITestOutputHelper output)
{
    private const string Tally = "tally";
    private const string PowerQuality = "power-quality";
    private static readonly string[] Shipped = ["demo-meter", PowerQuality];

    [Fact]
    public async Task EnableAndDisable_UnderLoad_LoseNothingAndLeaveNothingBehind()
    {
        await using HubUnderTest broker = new();
        HubProcess hub = await StartAsync(broker);
        PluginDoor door = new(hub);
        List<TimeSpan> starts = [];

        RouteCaller neighbour = await UnderLoadAsync(hub, "/api/devices", async () =>
        {
            for (int cycle = 0; cycle < ChaosSettings.CycleCount; cycle++)
            {
                foreach (string id in (string[])[Tally, .. Shipped])
                {
                    await door.DoAsync(id, "disable");
                    starts.Add(await door.DoAsync(id, "enable"));
                    await door.WaitForStateAsync(id, "running");
                }

                Print(cycle, hub);
            }
        });

        starts.Sort();
        output.WriteLine($"{starts.Count} starts: median {Milliseconds(starts[starts.Count / 2])}, longest {Milliseconds(starts[^1])}");
        output.WriteLine($"{neighbour.Served} requests to others, the slowest {Milliseconds(neighbour.Slowest)}");
        await AssertNothingIsLeftAsync(hub, [Tally, .. Shipped]);
    }

    [Fact]
    public async Task Upgrades_UnderLoad_LoseNoSampleAndFailNoRequest()
    {
        await using HubUnderTest broker = new();
        HubProcess hub = await StartAsync(broker);
        PluginDoor door = new(hub);

        RouteCaller client = await UnderLoadAsync(hub, "/api/tally/sum", async () =>
        {
            for (int cycle = 1; cycle <= ChaosSettings.CycleCount; cycle++)
            {
                string version = string.Create(CultureInfo.InvariantCulture, $"1.0.{cycle}");
                await door.InstallAsync(PackageMaker.Make(TallyFolder, version));
                foreach (string id in Shipped)
                {
                    await door.InstallAsync(PackageMaker.Make(ShippedFolder(id), version));
                    await hub.WaitForAsync($"/api/plugins/{id}", plugin => (string?)plugin["version"] == version && (string?)plugin["state"] == "running");
                }

                Assert.Equal(version, (string?)(await hub.GetAsync("/api/tally/sum"))["version"]);
                Print(cycle, hub);
            }

            await door.DoAsync(Tally, "rollback");
            string former = string.Create(CultureInfo.InvariantCulture, $"1.0.{ChaosSettings.CycleCount - 1}");
            Assert.Equal(former, (string?)(await hub.GetAsync("/api/tally/sum"))["version"]);
        });

        output.WriteLine($"{client.Served} requests to the upgraded plugin, the slowest {Milliseconds(client.Slowest)}");
        await AssertNothingIsLeftAsync(hub, [Tally, .. Shipped]);
    }

    private static string TallyFolder => Path.Combine(
        Artifacts.Repository, "tests", "Fixtures.Plugins", "Tally", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "", "net10.0");

    private static string ShippedFolder(string id) =>
        Path.Combine(Path.GetDirectoryName(Artifacts.Executable) ?? "", "plugins", id);

    private static async Task<HubProcess> StartAsync(HubUnderTest broker)
    {
        await broker.StartAsync();
        await broker.Hub.SignInAsync();
        await new PluginDoor(broker.Hub).InstallAsync(PackageMaker.Make(TallyFolder, "1.0.0"));
        await new PluginDoor(broker.Hub).WaitForStateAsync(Tally, "running");
        await broker.Hub.WaitForAsync("/api/power-quality/latest-values", values => values.AsObject().Count > 0);
        return broker.Hub;
    }

    // Numbered samples and requests go on during the work; afterwards every sample must have been handled exactly once.
    private async Task<RouteCaller> UnderLoadAsync(HubProcess hub, string path, Func<Task> work)
    {
        using CancellationTokenSource done = new();
        NumberedSamples samples = new(hub.MqttPort);
        RouteCaller caller = new(hub, path);
        Task load = Task.WhenAll(samples.RunAsync(done.Token), caller.RunAsync(done.Token));
        await Task.WhenAny(work(), load).Unwrap();
        await done.CancelAsync();
        await load;

        Assert.Empty(caller.Failures);
        Assert.True(caller.Served > 0);
        JsonNode sum = await hub.WaitForAsync("/api/tally/sum", sum => (int?)sum["highest"] == samples.Acknowledged);
        output.WriteLine($"{samples.Acknowledged} samples: {sum["distinct"]} handled, {sum["doubled"]} of them more than once");
        Assert.Equal(samples.Acknowledged, (int?)sum["distinct"]);
        Assert.Equal(0, (int?)sum["doubled"]);
        return caller;
    }

    private static async Task AssertNothingIsLeftAsync(HubProcess hub, IEnumerable<string> ids)
    {
        foreach (string id in ids)
        {
            await hub.WaitForAsync($"/api/plugins/{id}", plugin => (int?)plugin["usage"]?["not_unloaded"] == 0);
        }
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    private static void Print(int cycle, HubProcess hub)
    {
        string resident = File.ReadLines($"/proc/{hub.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        Console.WriteLine($"cycle {cycle}: {resident}");
    }
}
