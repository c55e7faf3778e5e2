using System.Text;
using System.Threading.Channels;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Client;

namespace PiHub.Mqtt.Tests.Bridges;

/// <summary>The hub as a client of mosquitto.</summary>
public sealed class ExternalBrokerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-external-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Subscriptions_InTheHub_AreFollowedAsTheyComeAndGo()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost there = await ClientHost.ConnectAsync(ClientHost.Options(server.Port, clientId: "there"));
        await using BridgedHub hub = await StartAsync(server.Port);
        await hub.ConnectedAsync();
        Channel<string> received = Channel.CreateBounded<string>(100);
        IAsyncDisposable subscription = hub.Host.Bus.Subscribe(
            "zigbee/#", (message, token) => received.Writer.WriteAsync(Encoding.UTF8.GetString(message.Payload.Span), token));
        await there.PublishAsync("zigbee/lamp", "on", retain: true);
        Assert.Equal("on", await received.Reader.ReadAsync());
        IAsyncDisposable narrower = hub.Host.Bus.Subscribe("zigbee/lamp", (_, _) => ValueTask.CompletedTask);
        await there.PublishAsync("zigbee/lamp", "off");
        Assert.Equal("off", await received.Reader.ReadAsync());
        await narrower.DisposeAsync();
        await subscription.DisposeAsync();
        await Eventually.IsAsync(() => File.ReadAllLines(Path.Combine(_folder, "external.filters")) is ["pihub/#"]);

        ChannelReader<ReceivedMessage> commands = there.Receive("zigbee/lamp/set");
        await there.PublishAsync("zigbee/lamp/set", "ready", retain: true);
        Assert.Equal("ready", await ClientHost.NextAsync(commands));
        await hub.PublishAsync("zigbee/lamp/set", "on");
        Assert.Equal("on", await ClientHost.NextAsync(commands));
        await there.PublishAsync("pihub/x/state", "{}");
        await Eventually.IsAsync(() => hub.Received.Contains("pihub/x/state {}"));
        Assert.DoesNotContain(hub.Host.Journal.Messages, message => message.Message.Topic == "zigbee/lamp/set" && message.ClientId == "$bridge/external");
    }

    [Fact]
    public async Task Subscription_LeftByAKilledHub_IsEndedByTheNext()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost there = await ClientHost.ConnectAsync(ClientHost.Options(server.Port, clientId: "there"));
        await using (BridgedHub hub = await StartAsync(server.Port, "left/#"))
        {
            await there.PublishAsync("left/ready", "yes", retain: true);
            await Eventually.IsAsync(() => hub.Received.Contains("left/ready yes"));
        }

        Assert.Contains("left/#", await File.ReadAllLinesAsync(Path.Combine(_folder, "external.filters")));
        await using BridgedHub next = await StartAsync(server.Port);
        await next.ConnectedAsync();
        await there.PublishAsync("pihub/ready", "yes", retain: true);
        await Eventually.IsAsync(() => next.Received.Contains("pihub/ready yes"));
        await Eventually.IsAsync(() => File.ReadAllLines(Path.Combine(_folder, "external.filters")) is ["pihub/#"]);
        await there.PublishAsync("left/x", "1");
        await there.PublishAsync("pihub/end", "2");
        await Eventually.IsAsync(() => next.Received.Contains("pihub/end 2"));
        Assert.Equal(0, next.Host.Journal.Messages.Count(message => message.Message.Topic == "left/x"));
    }

    [Fact]
    public async Task Status_OfTheHub_IsRightAfterTheWillWasPublished()
    {
        MosquittoServer server = await MosquittoServer.StartAsync();
        await using BridgedHub hub = await StartAsync(server.Port);
        await hub.PublishAsync("pihub/$hub/status", "online", retain: true);
        await hub.ConnectedAsync();
        await using ClientHost there = await ClientHost.ConnectAsync(ClientHost.Options(server.Port, clientId: "there"));
        ChannelReader<ReceivedMessage> received = there.Receive("pihub/$hub/status");
        Assert.Equal("online", await ClientHost.NextAsync(received));
        using (RawClient thief = await RawClient.ConnectAsync(server.Port, "hub", 5))
        {
            Assert.Equal("offline", await ClientHost.NextAsync(received)); // the session was taken over: the will
        }

        await there.PublishAsync("pihub/$hub/status", "forged", retain: true);
        Assert.Equal("forged", await ClientHost.NextAsync(received));
        await server.DisposeAsync();
        await using MosquittoServer again = await MosquittoServer.StartAsync(port: server.Port);
        await Eventually.IsAsync(() => hub.Bridge.State == MqttClientState.Connected);
        Assert.Equal("online", await ClientHost.NextAsync(received));
        Assert.Equal("online", Encoding.UTF8.GetString(hub.Host.Broker.RetainedMessages("pihub/$hub/status", null, 1)[0].Payload.Span));
    }

    private Task<BridgedHub> StartAsync(int port, string filter = "pihub/#") =>
        BridgedHub.StartAsync(_folder, ["Mode=external", $"External:Server=mqtt://127.0.0.1:{port}", "External:ClientId=hub"], filter);
}
