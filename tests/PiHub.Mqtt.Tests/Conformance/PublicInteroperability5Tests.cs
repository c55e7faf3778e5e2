using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>What the public Eclipse Paho interoperability suite for MQTT 5 checks beyond the one for both versions.</summary>
public sealed class PublicInteroperability5Tests
{
    private const string A = "TopicA";
    private const string AB = "TopicA/B";
    private const string C = "Topic/C";

    [Fact]
    public async Task SessionExpiry()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await PublicSuite.StartAsync(clock);
        await ConnectForAsync(broker, expirySeconds: 0, isPresent: false, cleanStart: true);
        await ConnectForAsync(broker, expirySeconds: 0, isPresent: false);
        await ConnectForAsync(broker, expirySeconds: 5, isPresent: false, cleanStart: true);
        clock.Advance(TimeSpan.FromSeconds(2));
        await ConnectForAsync(broker, expirySeconds: 5, isPresent: true);
        clock.Advance(TimeSpan.FromSeconds(6));
        await ConnectForAsync(broker, expirySeconds: 5, isPresent: false);
        await ConnectForAsync(broker, expirySeconds: 1, isPresent: false, cleanStart: true, atTheEnd: 5);
        clock.Advance(TimeSpan.FromSeconds(3));
        await ConnectForAsync(broker, expirySeconds: 1, isPresent: true, atTheEnd: 0);
        await ConnectForAsync(broker, expirySeconds: 1, isPresent: false);
    }

    [Fact]
    public async Task UserPropertiesAndPayloadFormat()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.WatchAsync(5, A, quality: 2);
        using RawClient other = await broker.ConnectAsync("myclientid", level: 5);
        var properties = new PacketProperties { PayloadFormatIndicator = 1, ContentType = "My name", UserProperties = [new("a", "2"), new("c", "3")] };
        for (int quality = 0; quality <= 2; quality++)
        {
            await other.PublishAsync(RawClient.Message(A, "", quality) with { Properties = properties });
            PublishPacket message = (await client.AcceptAsync(1))[0];
            Assert.Equal(((QualityOfService)quality, 1u, "My name"),
                (message.QualityOfService, message.Properties?.PayloadFormatIndicator, message.Properties?.ContentType));
            Assert.Equal(properties.UserProperties, message.Properties?.UserProperties);
        }
    }

    [Fact]
    public async Task PublicationExpiry()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await PublicSuite.StartAsync(clock);
        using (RawClient first = await broker.ResumeAsync("myclientid2", level: 5))
        {
            await first.SubscribeAsync(A, quality: 2);
            await first.SendAsync(new DisconnectPacket { Properties = new PacketProperties { SessionExpirySeconds = 999_999_999 } });
            await first.ReadToEndAsync();
        }

        using RawClient other = await broker.ConnectAsync("myclientid", level: 5);
        foreach (uint expirySeconds in new[] { 1u, 6u })
        {
            for (int quality = 1; quality <= 2; quality++)
            {
                await other.PublishAsync(RawClient.Message(A, $"{expirySeconds} s", quality) with
                {
                    Properties = new PacketProperties { MessageExpirySeconds = expirySeconds },
                });
            }
        }

        clock.Advance(TimeSpan.FromSeconds(3));
        using RawClient again = await broker.ResumeAsync("myclientid2", level: 5);
        Assert.All(await again.AcceptAsync(2), message =>
        {
            Assert.Equal("6 s", message.Text());
            Assert.True(message.Properties?.MessageExpirySeconds < 6);
        });
        await again.PingAsync();
    }

    [Fact]
    public async Task SubscribeOptions()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient one = await broker.ConnectAsync("myclientid", level: 5);
        using RawClient two = await broker.ConnectAsync("myclientid2", level: 5);
        await one.SubscribeAsync(PublicSuite.Request(A, 0) with { NoLocal = true });
        await two.SubscribeAsync(PublicSuite.Request(A, 0) with { NoLocal = true });
        await one.PublishAsync(A, "noLocal test", quality: 1);
        Assert.Equal("noLocal test", await two.ReadPayloadAsync());
        await one.PingAsync();
        await two.SubscribeAsync(PublicSuite.Request(A, 0) with { RetainAsPublished = true });
        await one.PublishAsync(A, "false", quality: 1);
        await one.PublishAsync(A, "true", quality: 1, retain: true);
        Assert.Equal([false, true], (await two.AcceptAsync(2)).Select(message => message.Retain));
        await one.PublishAsync(AB, "kept", quality: 1, retain: true);
        int[] counts = [1, 0, 0, 0, 1, 1];
        RetainHandling[] handlings = [RetainHandling.OnNewSubscription, RetainHandling.Never, RetainHandling.Always];
        for (int i = 0; i < counts.Length; i++)
        {
            if (i % 2 == 0)
            {
                await two.UnsubscribeAsync("+/+");
            }

            await two.SubscribeAsync(PublicSuite.Request("+/+", 0) with { RetainHandling = handlings[i / 2] });
            await two.HasMessageAsync(); // what is retained is in its queue
            await one.PublishAsync(C, "end", quality: 1);
            Assert.Equal(counts[i], (await two.PayloadsUntilAsync("end")).Length);
        }
    }

    [Fact]
    public async Task SubscribeIdentifiers()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient one = await broker.ConnectAsync("myclientid", level: 5);
        using RawClient two = await broker.ConnectAsync("myclientid2", level: 5);
        await SubscribeAsync(one, A, 456_789);
        await SubscribeAsync(two, A, 2);
        await SubscribeAsync(two, A + "/#", 3);
        await two.SendAsync(RawClient.Message(A, "sub identifier test"));
        Assert.Equal([456_789u], (await one.ReadAsync<PublishPacket>()).Properties?.SubscriptionIdentifiers);
        Assert.Equal([2u, 3u], (await two.ReadAsync<PublishPacket>()).Properties?.SubscriptionIdentifiers.Order());
        await two.PingAsync(); // one message with both
    }

    [Fact]
    public async Task RequestResponse()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient requester = await broker.ConnectAsync("myclientid", level: 5);
        using RawClient responder = await broker.ConnectAsync("myclientid2", level: 5);
        await requester.SubscribeAsync(PublicSuite.Request(A, 0) with { NoLocal = true });
        await responder.SubscribeAsync(PublicSuite.Request(A, 0) with { NoLocal = true });
        var properties = new PacketProperties { ResponseTopic = A, CorrelationData = "334"u8.ToArray() };
        await requester.SendAsync(RawClient.Message(A, "request") with { Properties = properties });
        PublishPacket request = await responder.ReadAsync<PublishPacket>();
        Assert.Equal(A, request.Properties?.ResponseTopic);
        Assert.Equal("334"u8.ToArray(), request.Properties?.CorrelationData);
        await responder.SendAsync(RawClient.Message(A, "response") with { Properties = request.Properties });
        Assert.Equal("response", await requester.ReadPayloadAsync());
    }

    [Fact]
    public async Task ClientTopicAlias()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using (RawClient zero = await broker.ConnectAsync("myclientid", level: 5))
        {
            await zero.SendAsync(Wire.Publish(5, 0x32, "TopicA"u8.ToArray(), packetId: 1, properties: [0x23, 0, 0]));
            Assert.Equal(ReasonCode.TopicAliasInvalid, await zero.ReadDisconnectAsync());
        }

        using (RawClient client = await broker.ResumeAsync("myclientid", level: 5))
        {
            await client.SubscribeAsync(A);
            await client.SendAsync(Aliased(A), Aliased(""));
            Assert.Equal(2, (await client.AcceptAsync(2)).Count(message => message.Topic == A));
            await client.DisconnectAsync();
        }

        using RawClient again = await broker.ResumeAsync("myclientid", level: 5);
        await again.SendAsync(RawClient.Message(A, "topic alias 3"));
        Assert.Equal("topic alias 3", await again.ReadPayloadAsync());
        await again.SendAsync(Aliased(""));
        await again.ReadDisconnectAsync();
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(0u)]
    [InlineData(null)]
    public async Task ServerTopicAlias(uint? maximum)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "myclientid") with
        {
            Properties = new PacketProperties { TopicAliasMaximum = maximum },
        });
        await client.SubscribeAsync(A, quality: 2);
        using RawClient other = await broker.ConnectAsync("myclientid2", level: 5);
        for (int quality = 0; quality <= 2; quality++)
        {
            await other.PublishAsync(A, "topic alias 1", quality);
        }

        bool isUsed = maximum == 1;
        Assert.Equal(isUsed ? [(A, 1u), ("", 1u), ("", 1u)] : new (string, uint?)[] { (A, null), (A, null), (A, null) },
            (await client.AcceptAsync(3)).Select(message => (message.Topic, message.Properties?.TopicAlias)));
    }

    [Fact]
    public async Task MaximumPacketSizeAndServerKeepAliveAndAssignedClientId()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "") with
        {
            KeepAliveSeconds = 120,
            Properties = new PacketProperties { MaximumPacketBytes = 64 },
        });
        Assert.Equal(60u, client.Welcome.Properties?.ServerKeepAliveSeconds);
        Assert.NotEqual("", client.Welcome.Properties?.AssignedClientId);
        await client.SubscribeAsync(A, quality: 2);
        await client.PublishAsync(AB, "nobody", quality: 1);
        await client.SendAsync(RawClient.Message(A, new string('.', 32)), RawClient.Message(A, new string('.', 64)), RawClient.Message(A, "end"));
        Assert.Equal([32], (await client.PayloadsUntilAsync("end")).Select(payload => payload.Length));
    }

    [Fact]
    public async Task FlowControl1()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "myclientid") with
        {
            Properties = new PacketProperties { ReceiveMaximum = 2 },
        });
        await client.SubscribeAsync(A, quality: 2);
        using RawClient other = await broker.ConnectAsync("myclientid2", level: 5);
        for (int i = 1; i <= 3; i++)
        {
            await other.PublishAsync(A, $"message {i}", quality: 1);
        }

        PublishPacket first = await client.ReadAsync<PublishPacket>();
        await client.ReadAsync<PublishPacket>();
        await client.PingAsync();
        await client.SendAckAsync(PacketType.PubAck, first.PacketId);
        Assert.Equal("message 3", await client.ReadPayloadAsync());
    }

    [Fact]
    public async Task FlowControl2()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.ConnectAsync("myclientid", level: 5);
        int maximum = (int)(client.Welcome.Properties?.ReceiveMaximum ?? 65_535);
        Assert.InRange(maximum, 1, 100);
        await client.SendAsync([.. Enumerable.Range(1, maximum + 1).Select(id => RawClient.Message(A, "x", 2, (ushort)id))]);
        Assert.Equal(ReasonCode.ReceiveMaximumExceeded, await client.ReadDisconnectAsync());
    }

    [Theory]
    [InlineData(3u, 5u, 3)]
    [InlineData(5u, 0u, 0)]
    [InlineData(5u, 2u, 2)]
    public async Task WillDelay(uint delaySeconds, uint expirySeconds, int expectedSeconds)
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await PublicSuite.StartAsync(clock);
        using RawClient watcher = await broker.WatchAsync();
        using (await broker.ConnectAsync(PublicSuite.WithWill(5, A, new PacketProperties { WillDelaySeconds = delaySeconds }) with
        {
            Properties = new PacketProperties { SessionExpirySeconds = expirySeconds },
        }))
        {
        }

        TimeSpan passed = await Clockwork.AdvanceUntilMessageAsync(clock, watcher);
        Assert.True(passed >= TimeSpan.FromSeconds(expectedSeconds));
        Assert.Equal("client not disconnected", await watcher.ReadPayloadAsync());
    }

    [Fact]
    public async Task SharedSubscriptions()
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient one = await broker.ConnectAsync("myclientid", level: 5);
        using RawClient two = await broker.ConnectAsync("myclientid2", level: 5);
        await one.SubscribeAsync(PublicSuite.Request("$share/sharename/x", 2), PublicSuite.Request(A, 2));
        await two.SubscribeAsync(PublicSuite.Request("$share/sharename/x", 2), PublicSuite.Request(A, 2));
        using RawClient other = await broker.ConnectAsync("p", level: 5);
        await other.PublishAsync("x", "shared");
        await other.PublishAsync(A, "end");
        Assert.Single([.. await one.PayloadsUntilAsync("end"), .. await two.PayloadsUntilAsync("end")]);
    }

    private static async Task ConnectForAsync(
        TestedBroker broker, uint expirySeconds, bool isPresent, bool cleanStart = false, uint? atTheEnd = null)
    {
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "myclientid") with
        {
            CleanStart = cleanStart,
            Properties = new PacketProperties { SessionExpirySeconds = expirySeconds },
        });
        Assert.Equal(isPresent, client.Welcome.SessionPresent);
        await client.SubscribeAsync(A, quality: 2);
        await client.SendAsync(new DisconnectPacket
        {
            Properties = atTheEnd is { } seconds ? new PacketProperties { SessionExpirySeconds = seconds } : null,
        });
        await client.ReadToEndAsync();
    }

    private static async Task SubscribeAsync(RawClient client, string filter, uint identifier)
    {
        await client.SendAsync(new SubscribePacket
        {
            PacketId = 3,
            Requests = [PublicSuite.Request(filter, 0)],
            Properties = new PacketProperties { SubscriptionIdentifiers = [identifier] },
        });
        await client.ReadAsync<SubAckPacket>();
    }

    private static PublishPacket Aliased(string topic) =>
        RawClient.Message(topic, "x") with { Properties = new PacketProperties { TopicAlias = 1 } };
}
