using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class KillTests
{
    private const int Rounds = 20;
    private const int PerSecond = 1_000;

    /// <summary>The promise of the hub: what a QoS 1 publisher was told is safe is there after a kill -9.</summary>
    [Fact]
    public async Task KillDuringQoS1Publishes_LosesNothingAcknowledged()
    {
        using var data = new TemporaryFolder();
        var random = new Random(20261121);
        var acknowledged = new HashSet<long>();
        long next = 0;
        for (int round = 0; round < Rounds; round++)
        {
            await using HubProcess hub = await HubProcess.StartAsync(data.Path, "--demo");
            int killAfter = random.Next(100, 2_000);
            next = await PublishUntilKilledAsync(hub, next, killAfter, acknowledged);
        }

        await using HubProcess survivor = await HubProcess.StartAsync(data.Path);
        await survivor.SignInAsync("check");
        HashSet<long> recorded = await ReadAllAsync(survivor);

        Assert.True(acknowledged.Count > Rounds * 100, $"only {acknowledged.Count} publishes were acknowledged");
        Assert.Empty(acknowledged.Except(recorded));
    }

    // Publishes numbered samples with a foreign client until so many were acknowledged, kills the hub, and returns the next number.
    private static async Task<long> PublishUntilKilledAsync(HubProcess hub, long first, int killAfter, HashSet<long> acknowledged)
    {
        using Process publisher = Process.Start(new ProcessStartInfo(
            "/usr/bin/python3",
            [Path.Combine(AppContext.BaseDirectory, "Clients", "publish_numbered.py"), $"{hub.MqttPort}", $"{first}", $"{PerSecond}"])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("python3 did not start.");
        int seen = 0;
        long last = first;
        while (await publisher.StandardOutput.ReadLineAsync() is { } line)
        {
            long number = long.Parse(line, CultureInfo.InvariantCulture);
            acknowledged.Add(number);
            last = Math.Max(last, number);
            if (++seen == killAfter)
            {
                await hub.KillAsync();
            }
        }

        Assert.True(seen >= killAfter, $"the publisher ended after {seen} acknowledgements");
        await publisher.WaitForExitAsync();
        return last + PerSecond; // those in flight at the kill may be recorded too, without having been acknowledged
    }

    private static async Task<HashSet<long>> ReadAllAsync(HubProcess hub)
    {
        var numbers = new HashSet<long>();
        string? after = null;
        do
        {
            string page = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            JsonNode answer = await hub.GetAsync(
                $"/api/readings?device=counter&metric=number&from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&limit=10000{page}");
            foreach (JsonNode? point in answer["points"]!.AsArray())
            {
                numbers.Add((long)(double)point!["value"]!);
            }

            after = (string?)answer["next"];
        }
        while (after is not null);
        return numbers;
    }
}
