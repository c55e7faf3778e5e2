using System.Threading.Channels;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>The client and the most common server.</summary>
public sealed class MosquittoTests
{
    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 0)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    public async Task Messages_ThousandAtOnce_ArriveInOrderOnce(int level, int quality)
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        MqttClientOptions options = ClientHost.Options(server.Port, level);

        // mosquitto takes 20 at once, tells it to MQTT 5 clients only, and mixes up the order of QoS 2 messages beyond.
        options.ReceiveMaximum = 20;
        await using ClientHost host = await ClientHost.ConnectAsync(options);
        ChannelReader<ReceivedMessage> received = host.Receive("bulk", quality);
        await host.PublishAsync("bulk", "ready", quality: 2, retain: true);
        Assert.Equal("ready", await ClientHost.NextAsync(received));
        Task[] publishing = [.. Enumerable.Range(0, 1_000).Select(i => host.PublishAsync("bulk", $"{i}", quality))];
        for (int i = 0; i < 1_000; i++)
        {
            string text = await ClientHost.NextAsync(received);
            Assert.True(text == $"{i}", $"{text} instead of {i}: {string.Join(' ', host.Log)}");
        }

        await Task.WhenAll(publishing);
        Assert.Equal((0, 1_001, 1_001), (host.Client.Status.PublishesPending, host.Client.Status.MessagesSent, host.Client.Status.MessagesReceived));
        Assert.Empty(host.Log);
    }

    [Fact]
    public async Task Message_WithAllProperties_ArrivesWithThem()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost host = await ClientHost.ConnectAsync(ClientHost.Options(server.Port));
        ChannelReader<ReceivedMessage> received = host.Receive("p", quality: 2);
        BusMessage sent = ClientHost.Message("p", "1", quality: 2, retain: true) with
        {
            ContentType = "text/plain",
            ResponseTopic = "answer",
            CorrelationData = new byte[] { 1, 2 },
            UserProperties = [new("a", "1"), new("a", "")],
        };
        await host.Client.PublishAsync(sent, CancellationToken.None);
        BusMessage got = (await received.ReadAsync()).Message;
        Assert.Equal((sent.ContentType, sent.ResponseTopic), (got.ContentType, got.ResponseTopic));
        Assert.Equal(sent.CorrelationData.ToArray(), got.CorrelationData.ToArray());
        Assert.Equal(sent.UserProperties, got.UserProperties);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    public async Task Session_OfAnEarlierClient_HoldsItsMessages(int level, int quality)
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        MqttClientOptions options = ClientHost.Options(server.Port, level, "sleeper");
        await using (ClientHost before = await ClientHost.ConnectAsync(options))
        {
            ChannelReader<ReceivedMessage> first = before.Receive("s", quality);
            await before.PublishAsync("s", "live", quality, retain: true);
            Assert.Equal("live", await ClientHost.NextAsync(first));
        }

        await using ClientHost publisher = await ClientHost.ConnectAsync(ClientHost.Options(server.Port, level, "publisher"));
        for (int i = 0; i < 5; i++)
        {
            await publisher.PublishAsync("s", $"{i}", quality);
        }

        await using var after = new ClientHost(options);
        ChannelReader<ReceivedMessage> received = after.Receive("s", quality, new SubscribeOptions { RetainHandling = RetainHandling.OnNewSubscription });
        after.Client.Start();
        var got = new List<string>();
        while (got.Count < 5)
        {
            string text = await ClientHost.NextAsync(received);
            if (text != "live") // 3.1.1 sends what is retained at each SUBSCRIBE
            {
                got.Add(text);
            }
        }

        Assert.Equal(["0", "1", "2", "3", "4"], got);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Server_Restarted_IsSubscribedAndPublishedToAgain(int level)
    {
        MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost host = await ClientHost.ConnectAsync(ClientHost.Options(server.Port, level));
        ChannelReader<ReceivedMessage> received = host.Receive("r");
        await host.PublishAsync("r", "before", retain: true);
        Assert.Equal("before", await ClientHost.NextAsync(received));
        await server.DisposeAsync();
        await host.WaitAsync(MqttClientState.Waiting);
        Task publishing = host.PublishAsync("r", "meanwhile", retain: true);
        await using MosquittoServer again = await MosquittoServer.StartAsync(port: server.Port);
        await publishing;
        Assert.Equal("meanwhile", await ClientHost.NextAsync(received));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Password_Wrong_IsExplained(int level)
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync("allow_anonymous false", perListener: true);
        MqttClientOptions options = ClientHost.Options(server.ExtraPort, level);
        (options.UserName, options.Password) = ("me", "wrong");
        await using var host = new ClientHost(options);
        host.Client.Start();
        Assert.Equal("The server refuses the user name or password. Check both, and whether the user may connect.", await host.FailureAsync());
    }

    [Fact]
    public async Task Will_ConnectionCut_IsPublishedByTheServer()
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync();
        await using ClientHost watcher = await ClientHost.ConnectAsync(ClientHost.Options(server.Port, clientId: "watcher"));
        ChannelReader<ReceivedMessage> received = watcher.Receive("will/#");
        await watcher.PublishAsync("will/ready", "ready", retain: true);
        Assert.Equal("ready", await ClientHost.NextAsync(received));
        MqttClientOptions options = ClientHost.Options(server.Port, clientId: "mortal");
        options.Will = ClientHost.Message("will/mortal", "gone", quality: 2);
        await using (await ClientHost.ConnectAsync(options))
        {
            // Disposed in peace: no will.
        }

        await watcher.PublishAsync("will/end", "peace", retain: true);
        Assert.Equal("peace", await ClientHost.NextAsync(received));
        await using var cut = new ClientHost(options);
        cut.Client.Subscribe("will/ready", QualityOfService.AtLeastOnce, (_, _) => throw new InvalidOperationException("closes without farewell"));
        cut.Client.Start();
        Assert.Equal("gone", await ClientHost.NextAsync(received));
    }
}
