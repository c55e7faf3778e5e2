using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

/// <summary>The hub as a client of a broker that is there already.</summary>
public sealed class ExternalBrokerTests
{
    private const string Bounds = "from=2020-01-01T00:00:00Z&to=2040-01-01T00:00:00Z&limit=10000";

    [Fact]
    public async Task Readings_GoThroughTheExternalBroker_AlsoAfterItsRestart()
    {
        await using MosquittoProcess broker = await MosquittoProcess.StartAsync();
        using var data = new TemporaryFolder();
        await using HubProcess hub = await StartAsync(data, broker, "--demo");
        await hub.SignInAsync();
        Assert.Equal(0, hub.MqttPort);
        JsonNode status = await hub.WaitForAsync("/api/broker", status => (string?)status["bridges"]?[0]?["state"] == "connected");
        Assert.Null(status["listeners"]!["mqtt_port"]);
        Assert.Equal("external", (string?)status["bridges"]![0]!["name"]);
        Assert.Equal(["online"], await broker.ReceiveAsync("pihub/$hub/status", 1));

        foreach (string device in (string[])["before", "after"])
        {
            await broker.PublishAsync($"pihub/{device}/state", """{"a":1}""");
            await hub.WaitForAsync(
                $"/api/readings?device={device}&metric=a&{Bounds}", readings => readings["points"]!.AsArray().Count == 1);
            string[] samples = await broker.ReceiveAsync("pihub/meter/state", 3);
            Assert.All(samples, sample => Assert.NotNull(JsonNode.Parse(sample)!["time"]));
            await broker.RestartAsync();
        }

        await broker.PublishAsync("pihub/bad/state", "no sample");
        JsonNode rejected = await hub.WaitForAsync("/api/broker/rejected", rejected => (int?)rejected["total"] > 0);
        Assert.Equal("$bridge/external", (string?)rejected["messages"]![0]!["client_id"]);
        await hub.KillAsync();
        Assert.Equal(["offline"], await broker.ReceiveAsync("pihub/$hub/status", 1));
    }

    /// <summary>What the external broker acknowledged is recorded, whatever happens to the hub: it acknowledges after its commit only.</summary>
    [Fact]
    public async Task KillOfTheHub_LosesNothingThatTheBrokerHas()
    {
        await using MosquittoProcess broker = await MosquittoProcess.StartAsync();
        using var data = new TemporaryFolder();
        await using (HubProcess first = await StartAsync(data, broker))
        {
            await first.SignInAsync("first");
            await broker.PublishAsync("pihub/ready/state", """{"a":1}""");
            await first.WaitForAsync("/api/broker", status => (string?)status["bridges"]?[0]?["state"] == "connected");
            await first.WaitForAsync($"/api/readings?device=ready&metric=a&{Bounds}", readings => readings["points"]!.AsArray().Count == 1);
        }

        using Process publisher = Process.Start(new ProcessStartInfo(
            "/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Clients", "publish_numbered.py"), $"{broker.Port}", "1", "500"])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("python3 did not start.");
        var acknowledged = new HashSet<long>();
        for (int round = 0; round < 3; round++)
        {
            await using HubProcess hub = await StartAsync(data, broker);
            while (acknowledged.Count < (round + 1) * 1_000 && await publisher.StandardOutput.ReadLineAsync() is { } line)
            {
                acknowledged.Add(long.Parse(line, CultureInfo.InvariantCulture));
            }

            await hub.KillAsync();
        }

        publisher.Kill();
        Assert.Equal(3_000, acknowledged.Count);
        await using HubProcess survivor = await StartAsync(data, broker);
        await survivor.SignInAsync("check");
        JsonNode found = await survivor.WaitForAsync(
            $"/api/readings?device=counter&metric=number&{Bounds}",
            readings => acknowledged.IsSubsetOf(readings["points"]!.AsArray().Select(point => (long)(double)point!["value"]!)));
        Assert.NotNull(found);
    }

    [Fact]
    public async Task ExternalWithoutServer_IsAClearStartError()
    {
        using var data = new TemporaryFolder();
        string config = Path.Combine(data.Path, "pihub.json");
        await File.WriteAllTextAsync(config, """{ "Mqtt": { "Mode": "external" } }""");
        ProgramRun run = await ProgramRun.RunAsync(
            Artifacts.Executable, ["run", "--data", data.Path, "--http", "0", "--mqtt", "0", "--config", config]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "pihub: the configuration is refused: Mqtt:Mode is external, but Mqtt:External:Server is missing: set it to the broker, as mqtt://host.",
            run.Error.Trim());
    }

    private static async Task<HubProcess> StartAsync(TemporaryFolder data, MosquittoProcess broker, params string[] more)
    {
        string config = Path.Combine(data.Path, "pihub.json");
        await File.WriteAllTextAsync(
            config, $$"""{ "Mqtt": { "Mode": "external", "External": { "Server": "mqtt://127.0.0.1:{{broker.Port}}", "ClientId": "hub" } } }""");
        return await HubProcess.StartAsync(data.Path, ["--config", config, .. more]);
    }
}
