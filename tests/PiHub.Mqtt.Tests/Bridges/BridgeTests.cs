using System.Threading.Channels;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Client;

namespace PiHub.Mqtt.Tests.Bridges;

/// <summary>A hub, a bridge and the most common remote broker.</summary>
public sealed class BridgeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-bridge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("5", 0)]
    [InlineData("5", 1)]
    [InlineData("5", 2)]
    [InlineData("3.1.1", 1)]
    [InlineData("3.1.1", 2)]
    public async Task Messages_ThousandEachWay_ArriveOnceInOrderUnderTheirOtherNames(string version, int quality)
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost there = await ClientHost.ConnectAsync(Remote(server.Port, "there"));
        ChannelReader<ReceivedMessage> received = there.Receive("farm/out/#", 2);
        await using BridgedHub hub = await BridgedHub.StartAsync(
            _folder, [.. BridgedHub.To(server.Port, ["# out here/ farm/out/", "# in from/ farm/in/"]), $"Bridges:0:Version={version}"], "from/#");
        await ReadyAsync(hub, there, "farm/in/ready", "from/ready yes");
        await there.PublishAsync("farm/out/ready", "yes", retain: true);
        Assert.Equal("yes", await ClientHost.NextAsync(received));

        // What mosquitto drops of QoS 0 when a client is slow is not the bridge's.
        int count = quality == 0 ? 50 : 1_000;
        Task[] outgoing = [.. Enumerable.Range(0, count).Select(i => hub.PublishAsync("here/a", $"{i}", quality))];
        Task[] incoming = [.. Enumerable.Range(0, count).Select(i => there.PublishAsync("farm/in/b", $"{i}", quality))];
        for (int i = 0; i < count; i++)
        {
            Assert.Equal($"{i}", await ClientHost.NextAsync(received));
        }

        await Task.WhenAll([.. outgoing, .. incoming]);
        await Eventually.IsAsync(() => hub.Received.Count == count + 1);
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"from/b {i}"), hub.Received.Skip(1));
        Assert.All(hub.Host.Journal.Messages.Where(message => message.Message.Topic == "from/b"), message => Assert.Equal("$bridge/remote", message.ClientId));
        await Eventually.IsAsync(() => hub.Bridge.MessagesSent == count);
        Assert.Equal((count + 1, 0, 0), (hub.Bridge.MessagesReceived, hub.Bridge.MessagesDropped, hub.Bridge.Outbox.WaitingMessages));
    }

    [Fact]
    public async Task Topic_BothWays_ComesBackToNobody()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost there = await ClientHost.ConnectAsync(Remote(server.Port, "there"));
        ChannelReader<ReceivedMessage> received = there.Receive("t/#");
        await using BridgedHub hub = await BridgedHub.StartAsync(_folder, BridgedHub.To(server.Port, ["t/# both"]));
        await ReadyAsync(hub, there, "t/ready", "t/ready yes");
        await hub.PublishAsync("t/here", "1");
        await there.PublishAsync("t/there", "2");
        await Eventually.IsAsync(() => hub.Received.Contains("t/there 2"));
        await hub.PublishAsync("t/end", "3");
        await there.PublishAsync("t/end", "4");
        await Eventually.IsAsync(() => hub.Received.Contains("t/end 4"));

        Assert.Equal(["t/ready yes", "t/here 1", "t/there 2", "t/end 3", "t/end 4"], hub.Received);
        var seen = new List<string>();
        while (seen.Count < 5)
        {
            seen.Add(await ClientHost.NextAsync(received));
        }

        Assert.Equal(["1", "2", "3", "4", "yes"], seen.Order());
        Assert.False(received.TryRead(out _));
    }

    [Fact]
    public async Task Retained_BothWays_IsThereForLaterSubscribers_AndIsSentAgainToABrokerThatHasLostIt()
    {
        MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost there = await ClientHost.ConnectAsync(Remote(server.Port, "there"));
        await there.PublishAsync("r/theirs", "old", retain: true);
        await using BridgedHub hub = await BridgedHub.StartAsync(_folder, BridgedHub.To(server.Port, ["r/# both"]));
        await hub.PublishAsync("r/ours", "new", retain: true);
        await hub.PublishAsync("r/quick", "zero", quality: 0, retain: true);
        await Eventually.IsAsync(() => hub.Host.Broker.RetainedMessages("r/#", null, 9).Count == 3);
        await hub.PublishAsync("r/passing", "by");
        await Eventually.IsAsync(() => hub.Bridge.Outbox.WaitingMessages == 0);
        await server.DisposeAsync();
        await Eventually.IsAsync(() => hub.Bridge.State != MqttClientState.Connected);

        await using MosquittoServer again = await MosquittoServer.StartAsync(port: server.Port);
        await hub.ConnectedAsync();
        await Eventually.IsAsync(() => hub.Bridge.Outbox.WaitingMessages == 0);
        await using ClientHost later = await ClientHost.ConnectAsync(Remote(server.Port, "later"));
        ChannelReader<ReceivedMessage> received = later.Receive("r/#");
        Assert.Equal(["new", "zero"], new[] { await ClientHost.NextAsync(received), await ClientHost.NextAsync(received) }.Order());
        await later.PublishAsync("r/end", "end");
        Assert.Equal("end", await ClientHost.NextAsync(received));
    }

    [Fact]
    public async Task Retained_NewerHereThanThere_WinsOnBothSides()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost there = await ClientHost.ConnectAsync(Remote(server.Port, "there"));
        await there.PublishAsync("r/x", "offline", retain: true);
        await using BridgedHub hub = await BridgedHub.StartAsync(
            _folder, BridgedHub.To(server.Port, ["r/# both"]), filter: "r/#", configure: null);
        await hub.PublishAsync("r/x", "online", retain: true);
        await Eventually.IsAsync(() => hub.Bridge.Outbox.WaitingMessages == 0 && hub.Bridge.MessagesReceived + hub.Bridge.MessagesSent > 1);
        ChannelReader<ReceivedMessage> received = there.Receive("r/#");
        Assert.Equal("online", await ClientHost.NextAsync(received));
        string here = System.Text.Encoding.UTF8.GetString(hub.Host.Broker.RetainedMessages("r/x", null, 1)[0].Payload.Span);
        Assert.Equal("online", here);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteDown_ThenHubRestarted_EverythingArrivesOnceInOrder(int quality)
    {
        MosquittoServer server = await MosquittoServer.StartAsync();
        string[] settings = [.. BridgedHub.To(server.Port, ["t/# out"])];
        await using (BridgedHub hub = await BridgedHub.StartAsync(_folder, settings))
        {
            await hub.ConnectedAsync();
            await server.DisposeAsync();
            await Eventually.IsAsync(() => hub.Bridge.State != MqttClientState.Connected);
            for (int i = 0; i < 300; i++)
            {
                await hub.PublishAsync("t/x", $"{i}", quality);
            }

            Assert.Equal(300, hub.Bridge.Outbox.WaitingMessages);
        }

        await using MosquittoServer again = await MosquittoServer.StartAsync(port: server.Port);
        await using ClientHost there = await ClientHost.ConnectAsync(Remote(server.Port, "there"));
        ChannelReader<ReceivedMessage> received = there.Receive("t/#", 2);
        await there.PublishAsync("t/ready", "ready", quality: 2, retain: true);
        Assert.Equal("ready", await ClientHost.NextAsync(received));
        await using BridgedHub restarted = await BridgedHub.StartAsync(_folder, settings);
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal($"{i}", await ClientHost.NextAsync(received));
        }

        await Eventually.IsAsync(() => restarted.Bridge.Outbox.WaitingMessages == 0);
        Assert.False(received.TryRead(out _));
    }

    [Theory]
    [InlineData("DropOldest", "20 21 22 23 24 25 26 27 28 29")]
    [InlineData("Reject", "0 1 2 3 4 5 6 7 8 9")]
    public async Task Outbox_Full_DropsByPolicyAndCounts(string policy, string left)
    {
        MosquittoServer server = await MosquittoServer.StartAsync();
        await server.DisposeAsync();
        await using BridgedHub hub = await BridgedHub.StartAsync(
            _folder, [.. BridgedHub.To(server.Port, ["t/# out"]), $"Bridges:0:OutboxOverflow={policy}", "Bridges:0:OutboxMessages=10"]);
        for (int i = 0; i < 30; i++)
        {
            await hub.PublishAsync("t/x", $"{i}");
        }

        await hub.PublishAsync("t/x", "zero", quality: 0);
        Assert.Equal((10, 21), (hub.Bridge.Outbox.WaitingMessages, hub.Bridge.MessagesDropped));
        await using MosquittoServer again = await MosquittoServer.StartAsync(port: server.Port);
        await using ClientHost there = await ClientHost.ConnectAsync(Remote(server.Port, "there"));
        ChannelReader<ReceivedMessage> received = there.Receive("t/#");
        var got = new List<string>();
        while (got.Count < 10)
        {
            got.Add(await ClientHost.NextAsync(received));
        }

        Assert.Equal(left, string.Join(' ', got));
    }

    [Fact]
    public async Task In_MessageInTheJournal_IsAcknowledgedToTheRemoteAfterTheVerdict()
    {
        await using BrokerHost remote = await BrokerHost.StartAsync();
        var verdict = new TaskCompletionSource<PublishVerdict>();
        await using BridgedHub hub = await BridgedHub.StartAsync(_folder, BridgedHub.To(remote.MqttPort, ["t/# in"]));
        await hub.ConnectedAsync();
        await Eventually.IsAsync(() => remote.Broker.Clients().Any(client => client.Subscriptions.Count == 1));
        hub.Host.Journal.Judge = (_, _) => new ValueTask<PublishVerdict>(verdict.Task);
        await remote.Bus.PublishAsync(ClientHost.Message("t/x", "1"), CancellationToken.None);
        await Eventually.IsAsync(() => !hub.Host.Journal.Messages.IsEmpty);
        Assert.Equal(1, remote.Broker.Clients()[0].InFlightMessages);
        verdict.SetResult(PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, "no sample"));
        await Eventually.IsAsync(() => remote.Broker.Clients()[0].InFlightMessages == 0);
        RejectedMessage rejected = Assert.Single(hub.Host.Broker.Rejected.Snapshot());
        Assert.Equal(("$bridge/remote", "t/x", "no sample"), (rejected.ClientId, rejected.Topic, rejected.Reason));
        Assert.Empty(hub.Received);
    }

    [Fact]
    public async Task In_JournalFails_TheMessageComesAgain()
    {
        await using BrokerHost remote = await BrokerHost.StartAsync();
        await using BridgedHub hub = await BridgedHub.StartAsync(_folder, BridgedHub.To(remote.MqttPort, ["t/# in"]));
        hub.Host.ExpectsErrors = true;
        await hub.ConnectedAsync();
        await Eventually.IsAsync(() => remote.Broker.Clients().Any(client => client.Subscriptions.Count == 1));
        int calls = 0;
        hub.Host.Journal.Judge = (_, _) => Interlocked.Increment(ref calls) == 1
            ? throw new InvalidOperationException("broken")
            : ValueTask.FromResult(PublishVerdict.Accepted);
        await remote.Bus.PublishAsync(ClientHost.Message("t/x", "1"), CancellationToken.None);
        await Eventually.IsAsync(() => hub.Received.Count == 1);
        Assert.Equal("t/x 1", hub.Received[0]);
    }

    [Fact]
    public async Task Remote_TakesOnlySmallMessages_OthersAreDroppedAndCounted()
    {
        await using BrokerHost remote = await BrokerHost.StartAsync(options => options.MaximumPacketBytes = 1_024);
        await using BridgedHub hub = await BridgedHub.StartAsync(_folder, BridgedHub.To(remote.MqttPort, ["t/# out"]));
        await hub.ConnectedAsync();
        await hub.PublishAsync("t/large", new string('x', 2_000));
        await hub.PublishAsync("t/small", "x");
        await Eventually.IsAsync(() => remote.Journal.Messages.Any(message => message.Message.Topic == "t/small"));
        await Eventually.IsAsync(() => hub.Bridge.Outbox.WaitingMessages == 0);
        Assert.Equal((1, 1), (hub.Bridge.MessagesSent, hub.Bridge.MessagesDropped));
    }

    [Fact]
    public async Task Remote_TakesQoS1AtMost_GetsThatInOrder()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync("max_qos 1\nallow_anonymous true");
        await using ClientHost there = await ClientHost.ConnectAsync(Remote(server.Port, "there"));
        ChannelReader<ReceivedMessage> received = there.Receive("t/#", 2);
        await using BridgedHub hub = await BridgedHub.StartAsync(_folder, BridgedHub.To(server.ExtraPort, ["t/# out"]));
        await hub.ConnectedAsync();
        await there.PublishAsync("t/ready", "ready", retain: true);
        Assert.Equal("ready", await ClientHost.NextAsync(received));
        for (int i = 0; i < 20; i++)
        {
            await hub.PublishAsync("t/x", $"{i}", i % 3);
        }

        var got = new List<string>();
        while (got.Count < 20)
        {
            got.Add(await ClientHost.NextAsync(received));
        }

        string[] durable = [.. Enumerable.Range(0, 20).Where(i => i % 3 > 0).Select(i => $"{i}")];
        Assert.Equal(durable, got.Where(durable.Contains));
        Assert.Equal(0, hub.Bridge.MessagesDropped);
    }

    [Fact]
    public async Task Remote_RefusesAMessage_TheQueueGoesOn()
    {
        await using BrokerHost remote = await BrokerHost.StartAsync();
        remote.Journal.Judge = (message, _) => ValueTask.FromResult(message.Message.Topic == "t/bad"
            ? PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, "bad")
            : PublishVerdict.Accepted);
        await using BridgedHub hub = await BridgedHub.StartAsync(_folder, BridgedHub.To(remote.MqttPort, ["t/# out"]));
        await hub.PublishAsync("t/bad", "1");
        await hub.PublishAsync("t/good", "2");
        await Eventually.IsAsync(() => remote.Journal.Messages.Any(message => message.Message.Topic == "t/good"));
        await Eventually.IsAsync(() => hub.Bridge.Outbox.WaitingMessages == 0);
        Assert.Equal((1, 1), (hub.Bridge.MessagesSent, hub.Bridge.MessagesDropped));
    }

    [Fact]
    public async Task Remote_RefusesTheConnection_IsSaid()
    {
        await using BrokerHost remote = await BrokerHost.StartAsync();
        remote.Access.Check = _ => null;
        await using BridgedHub hub = await BridgedHub.StartAsync(_folder, BridgedHub.To(remote.MqttPort, ["t/# out"]));
        await Eventually.IsAsync(() => hub.Bridge.Reason is not null);
        Assert.StartsWith("The server refuses the user name or password", hub.Bridge.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_WithTheIdOfABridge_IsRefused()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        await using var client = new ClientHost(ClientHost.Options(host.MqttPort, clientId: "$bridge/remote"));
        client.Client.Start();
        Assert.StartsWith("The server refuses the client id", await client.FailureAsync(), StringComparison.Ordinal);
    }

    private static MqttClientOptions Remote(int port, string clientId)
    {
        MqttClientOptions options = ClientHost.Options(port, clientId: clientId);
        options.ReceiveMaximum = 20; // beyond, mosquitto mixes up QoS 2
        return options;
    }

    // The bridge has its subscription when what is retained there has come.
    private static async Task ReadyAsync(BridgedHub hub, ClientHost there, string topic, string received)
    {
        await hub.ConnectedAsync();
        await there.PublishAsync(topic, "yes", retain: true);
        await Eventually.IsAsync(() => hub.Received.Contains(received));
    }
}
