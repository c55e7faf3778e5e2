using PiHub.Chaos.Brokers;
using PiHub.Chaos.Clients;
using PiHub.Chaos.Records;
using PiHub.Chaos.Runs;
using Xunit.Abstractions;

namespace PiHub.Chaos;

public sealed class ChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task KillsUnderLoad_Hub_KeepsEveryPromise()
    {
        await using HubUnderTest broker = new();
        ChaosRun run = new(broker, new Random(ChaosSettings.Seed));

        IReadOnlyList<string> violations = await run.RunAsync(ChaosSettings.RoundCount);

        output.WriteLine($"seed {ChaosSettings.Seed}: {ChaosSettings.RoundCount} kills, {run.AcknowledgedCount} publishes acknowledged");
        Assert.True(violations.Count == 0, $"seed {ChaosSettings.Seed}: {violations.Count} violations\n{string.Join('\n', violations.Take(40))}");
    }

    /// <summary>The clients and the checks agree with a foreign broker, and the checks see each single change of what came.</summary>
    [Fact]
    public async Task LoadWithoutKill_Mosquitto_KeepsPromisesUntilOneMessageIsDropped()
    {
        await using MosquittoUnderTest broker = new();
        ChaosRun run = new(broker, new Random(ChaosSettings.Seed));
        Assert.Empty(await run.RunAsync(killCount: 0));

        SubscribingClient subscriber = run.Workload.Roaming[1];
        PublishedTopic topic = run.Workload.TopicsOf(subscriber).First(
            topic => topic.QualityOfService == 2 && subscriber.Received.Of(topic.Name).Count > 3);
        subscriber.Received.Drop(topic.Name, 3);
        Assert.Equal([$"roaming-5, {topic.Name} (QoS 2): 4 was acknowledged and never came"], run.Check());
    }
}
