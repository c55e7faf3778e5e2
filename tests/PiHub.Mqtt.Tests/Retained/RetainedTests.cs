using System.Text;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Retained;

public sealed class RetainedTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Subscribe_RetainedTopics_AreSentWithRetain(int level)
    {
        // 3.3.1-5, -9; live copies have RETAIN 0: 3.3.1-12
        await using BrokerHost host = await BrokerHost.StartAsync();
        await RetainAsync(host, "a/1", "old");
        await RetainAsync(host, "a/1", "new");
        await RetainAsync(host, "$b/1", "hidden");
        await host.Bus.PublishAsync(new BusMessage { Topic = "a/1", Payload = "live"u8.ToArray() }, CancellationToken.None); // 3.3.1-8
        using RawClient client = await host.ConnectAsync("c", level);
        await client.SubscribeAsync("+/+", quality: 1);
        PublishPacket retained = await client.ReadAsync<PublishPacket>();
        Assert.Equal(("a/1", true, "new"), (retained.Topic, retained.Retain, Encoding.UTF8.GetString(retained.Payload.Span)));
        await RetainAsync(host, "a/2", "live");
        PublishPacket live = await client.ReadAsync<PublishPacket>();
        Assert.Equal(("a/2", false), (live.Topic, live.Retain));
        await client.PingAsync();
    }

    [Fact]
    public async Task Publish_EmptyRetained_DeletesAndIsDelivered()
    {
        // 3.3.1-6, -7
        await using BrokerHost host = await BrokerHost.StartAsync();
        await RetainAsync(host, "a", "x");
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("a");
        Assert.Equal("x", await client.ReadPayloadAsync());
        await RetainAsync(host, "a", "");
        Assert.Equal("", await client.ReadPayloadAsync());
        Assert.Equal((0, 0L), (host.Broker.Status().RetainedMessages, host.Broker.Status().RetainedBytes));
    }

    [Fact]
    public async Task Subscribe_RetainHandling_IsHonoured()
    {
        // 3.3.1-9, -10, -11
        await using BrokerHost host = await BrokerHost.StartAsync();
        await RetainAsync(host, "a", "x");
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync(Request(RetainHandling.Never));
        await client.PingAsync();
        await client.SubscribeAsync(Request(RetainHandling.OnNewSubscription));
        await client.PingAsync();
        await client.SubscribeAsync(Request(RetainHandling.Always));
        Assert.Equal("x", await client.ReadPayloadAsync());
        using RawClient other = await host.ConnectAsync("o");
        await other.SubscribeAsync(Request(RetainHandling.OnNewSubscription));
        Assert.Equal("x", await other.ReadPayloadAsync());
    }

    [Fact]
    public async Task Publish_RetainAsPublished_KeepsTheFlag()
    {
        // 3.3.1-13
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync(new SubscriptionRequest { Filter = "a", RetainAsPublished = true });
        await RetainAsync(host, "a", "x");
        Assert.True((await client.ReadAsync<PublishPacket>()).Retain);
    }

    [Fact]
    public async Task Publish_StoreFull_IsDeliveredButNotKept()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options =>
        {
            options.RetainedMessages = 2;
            options.RetainedBytes = 20;
        });
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("#");
        await RetainAsync(host, "a", "1");
        await RetainAsync(host, "b", "1");
        await RetainAsync(host, "c", "1"); // too many
        await RetainAsync(host, "a", new string('x', 30)); // too large; the old one would be a lie
        for (int i = 0; i < 4; i++)
        {
            await client.ReadAsync<PublishPacket>();
        }

        Assert.Equal(2, host.Broker.Status().RetainedNotKept);
        Assert.Equal((1, 2L), (host.Broker.Status().RetainedMessages, host.Broker.Status().RetainedBytes));
    }

    [Fact]
    public async Task Subscribe_SixtyWildcardsOverFiveHundredTopics_GetsAll()
    {
        // The pattern of a home automation client; more than the outbound queue holds.
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.OutboundQueueMessages = 10);
        for (int i = 0; i < 500; i++)
        {
            await RetainAsync(host, $"homeassistant/d{i % 60}/n{i}/config", new string('x', 500));
        }

        using RawClient client = await host.ConnectAsync("ha", level: 4);
        await client.SendAsync([.. Enumerable.Range(0, 60).Select(i => new SubscribePacket
        {
            PacketId = (ushort)(i + 1),
            Requests = [new SubscriptionRequest { Filter = $"homeassistant/d{i}/+/config" }],
        })]);
        var topics = new HashSet<string>();
        while (topics.Count < 500)
        {
            if (await client.ReadAsync() is PublishPacket publish)
            {
                Assert.True(publish.Retain);
                topics.Add(publish.Topic);
            }
        }

        Assert.Equal(0, host.Broker.Status().MessagesDropped);
    }

    private static SubscriptionRequest Request(RetainHandling handling) => new() { Filter = "a", RetainHandling = handling };

    private static ValueTask RetainAsync(BrokerHost host, string topic, string payload) =>
        host.Bus.PublishAsync(new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), Retain = true }, CancellationToken.None);
}
