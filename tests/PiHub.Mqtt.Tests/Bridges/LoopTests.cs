using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Client;

namespace PiHub.Mqtt.Tests.Bridges;

/// <summary>Messages that could go round for ever do not.</summary>
public sealed class LoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-loop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TwoBridges_ToOneBroker_BringNothingBack()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using BridgedHub hub = await BridgedHub.StartAsync(
            _folder, [.. BridgedHub.To(server.Port, ["t/# both"], "one", 0), .. BridgedHub.To(server.Port, ["t/# both"], "two", 1)]);
        await ReadyAsync(hub, server.Port);
        await hub.PublishAsync("t/x", "1");

        // Each bridge's copy comes back over the other and is recognised.
        await Eventually.IsAsync(() => hub.Host.Bridges.Sum(bridge => bridge.MessagesDropped) >= 2);
        Assert.Equal(["t/x 1"], hub.Received.Where(line => line.StartsWith("t/x", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TwoHubs_OverOneBroker_GetEachMessageOnce()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using BridgedHub a = await BridgedHub.StartAsync(Path.Combine(_folder, "a"), BridgedHub.To(server.Port, ["t/# both"]));
        await using BridgedHub b = await BridgedHub.StartAsync(Path.Combine(_folder, "b"), BridgedHub.To(server.Port, ["t/# both"]));
        await ReadyAsync(a, server.Port);
        await ReadyAsync(b, server.Port);
        await a.PublishAsync("t/a", "1");
        await b.PublishAsync("t/b", "2");
        await Eventually.IsAsync(() => a.Received.Contains("t/b 2") && b.Received.Contains("t/a 1"));
        await a.PublishAsync("t/end", "3");
        await b.PublishAsync("t/end", "4");
        await Eventually.IsAsync(() => a.Received.Contains("t/end 4") && b.Received.Contains("t/end 3"));
        Assert.Equal(["t/a 1", "t/b 2", "t/end 3", "t/end 4"], a.Received.Where(line => !line.Contains("ready")).Order());
        Assert.Equal(["t/a 1", "t/b 2", "t/end 3", "t/end 4"], b.Received.Where(line => !line.Contains("ready")).Order());
    }

    [Fact]
    public async Task Ring_OfThreeHubs_EachSendingOn_EndsWhereItBegan()
    {
        await using BridgedHub c = await RingAsync("c", server: null);
        await using BridgedHub b = await RingAsync("b", c);
        await using BridgedHub a = await RingAsync("a", b);

        // The ring closes through a client of c that publishes at a, as a bridge of c would: list and all.
        await a.PublishAsync("t/x", "1");
        await Eventually.IsAsync(() => c.Received.Contains("t/x 1"));
        await using ClientHost last = await ClientHost.ConnectAsync(ClientHost.Options(a.Host.MqttPort, clientId: "c"));
        await last.Client.PublishAsync(c.Messages[0], CancellationToken.None);
        await last.PublishAsync("t/end", "2");
        await Eventually.IsAsync(() => c.Received.Contains("t/end 2"));
        Assert.Equal(["t/x 1", "t/end 2"], a.Received);
        Assert.Equal(["t/x 1", "t/end 2"], c.Received);
    }

    [Fact]
    public async Task TwoHubs_BridgedToEachOtherBothWays_ComeToRest()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        string[] topics = ["t/# both"];
        await using BridgedHub c = await BridgedHub.StartAsync(Path.Combine(_folder, "c"), BridgedHub.To(server.Port, topics));
        await using BridgedHub a = await BridgedHub.StartAsync(
            Path.Combine(_folder, "a"), [.. BridgedHub.To(server.Port, topics, "one", 0), .. BridgedHub.To(c.Host.MqttPort, topics, "two", 1)]);
        await a.ConnectedAsync();
        await ReadyAsync(c, server.Port);
        await ReadyAsync(a, server.Port);
        for (int i = 0; i < 20; i++)
        {
            await a.PublishAsync("t/a", $"{i}");
            await c.PublishAsync("t/c", $"{i}");
        }

        // Twice over the two ways at most; without an end it would grow for ever.
        await Eventually.IsAsync(() => a.Received.Contains("t/c 19") && c.Received.Contains("t/a 19"));
        await Eventually.IsAsync(() => a.Host.Bridges.Concat(c.Host.Bridges).All(bridge => bridge.Outbox.WaitingMessages == 0));
        await ReadyAsync(a, server.Port, "again");
        await ReadyAsync(c, server.Port, "again");
        Assert.InRange(a.Received.Count(line => line == "t/c 7"), 1, 2);
        Assert.InRange(c.Received.Count(line => line == "t/a 7"), 1, 2);
        Assert.InRange(a.Received.Count(line => line == "t/a 7"), 1, 2);
    }

    private Task<BridgedHub> RingAsync(string name, BridgedHub? server) => BridgedHub.StartAsync(
        Path.Combine(_folder, name), server is null ? [] : BridgedHub.To(server.Host.MqttPort, ["t/# out"]));

    private static async Task ReadyAsync(BridgedHub hub, int port, string text = "ready")
    {
        await hub.ConnectedAsync();
        await using ClientHost client = await ClientHost.ConnectAsync(ClientHost.Options(port, clientId: $"ready-{Guid.NewGuid():N}"));
        string payload = $"ready-{text}-{Guid.NewGuid():N}";
        await client.PublishAsync("t/ready", payload, retain: true);
        await Eventually.IsAsync(() => hub.Received.Contains($"t/ready {payload}"));
    }
}
