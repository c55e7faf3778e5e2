using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter D: PUBLISH (3.3), without what is retained.</summary>
public sealed class PublishTests
{
    [Theory, BothVersions((byte)0x36, (byte)0x37, (byte)0x3E)]
    [Statement("3.3.1-4", "3.3.1-4")]
    public async Task Quality_Three_Closes(int level, byte first)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(Wire.Publish(level, first, "t"u8.ToArray(), packetId: 1));
        await client.ExpectErrorAsync(level, ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
    }

    [Theory, BothVersions((byte)0x38, (byte)0x39)]
    [Statement("3.3.1-2", "3.3.1-2")]
    public async Task Duplicate_AtQualityZero_Closes(int level, byte first)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(Wire.Publish(level, first, "t"u8.ToArray()));
        await client.ExpectErrorAsync(level, ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
    }

    [Theory, BothVersions(1, 2)]
    [Statement("3.3.1-2 3.3.1-3", "3.3.1-2 3.3.1-3 3.1.2-22")]
    public async Task Duplicate_Incoming_IsNotPropagated(int level, int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient subscriber = await broker.WatchAsync(level, quality: quality);
        using RawClient careless = await broker.ConnectAsync("careless", level);
        await careless.SubscribeAsync("#");
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync(RawClient.Message("t", "x", quality, packetId: 5) with { Duplicate = true });
        Assert.False((await subscriber.AcceptAsync(1))[0].Duplicate);
        Assert.False((await careless.AcceptAsync(1))[0].Duplicate);
    }

    [Theory, BothVersions("+", "#", "a/+", "a/#", "a+b", "a#", "")]
    [Statement("3.3.2-2 4.7.1-1 4.7.3-1", "3.3.2-2 4.7.0-1 4.7.3-1")]
    public async Task Topic_WithWildcardOrEmpty_Closes(int level, string topic)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(RawClient.Message(topic, "x", 1, packetId: 1));
        await client.ExpectErrorAsync(level, ReasonCode.TopicNameInvalid, ReasonCode.ProtocolError, ReasonCode.MalformedPacket);
    }

    [Theory, BothVersions(0, 1, 2)]
    [Statement("3.3.2-1 3.3.2-3 3.3.4-1 4.3.1-1 4.3.2-2 4.3.3-2", "3.3.2-1 3.3.2-3 3.3.4-1 4.3.1-1 4.3.2-4 4.3.3-8")]
    public async Task Message_OfEachQuality_IsAnsweredAndArrives(int level, int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient subscriber = await broker.WatchAsync(level, "a/+/#", quality);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        Assert.Equal(ReasonCode.Success, await publisher.PublishAsync("a/b/c", "x", quality));
        PublishPacket message = (await subscriber.AcceptAsync(1))[0];
        Assert.Equal(("a/b/c", "x", (QualityOfService)quality, false, false),
            (message.Topic, message.Text(), message.QualityOfService, message.Duplicate, message.Retain));
        await publisher.PingAsync(); // no further answer
        await subscriber.PingAsync();
    }

    [Theory]
    [BothVersions]
    [Statement("3.3.2-3 4.7.3-3", "3.3.2-3 4.7.3-3")]
    public async Task Topic_OfGreatestLength_Arrives(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient subscriber = await broker.WatchAsync(level);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        string topic = new('t', 65_535);
        await publisher.PublishAsync(topic, "x");
        Assert.Equal(topic, (await subscriber.ReadAsync<PublishPacket>()).Topic);
    }

    [Theory, BothVersions]
    [Statement("3.3.5-1", "3.3.4-2")]
    public async Task Overlapping_Subscriptions_GetTheHighestQuality(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient subscriber = await broker.ConnectAsync("s", level);
        await subscriber.SubscribeAsync(Request("a/#", 2), Request("a/+", 1), Request("a/b", 0));
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("a/b", "x", quality: 2);
        await publisher.PublishAsync("a/b", "end", quality: 2);
        List<PublishPacket> copies = (await subscriber.AcceptUntilAsync("end"))[..^1];
        Assert.Equal(QualityOfService.ExactlyOnce, copies.Max(copy => copy.QualityOfService));
        Assert.Equal(copies.Count, copies.Select(copy => copy.QualityOfService).Distinct().Count()); // one, or each its own
    }

    [Fact]
    [Statement(v5: "3.3.4-3 3.3.4-4 3.3.4-5")]
    public async Task SubscriptionIdentifiers_OfEveryMatch_AreSent()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient subscriber = await broker.ConnectAsync("s", level: 5);
        await SubscribeAsync(subscriber, "a/#", 456_789);
        await SubscribeAsync(subscriber, "a/+", 2);
        await SubscribeAsync(subscriber, "a/b", null);
        await SubscribeAsync(subscriber, "other", 268_435_455);
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        foreach (string topic in new[] { "a/b", "a/b/c", "other" })
        {
            await publisher.PublishAsync(topic, "x", quality: 1);
        }

        await publisher.PublishAsync("other", "end", quality: 1);
        ILookup<string, uint> ids = (await subscriber.AcceptUntilAsync("end"))[..^1]
            .SelectMany(message => message.Properties?.SubscriptionIdentifiers.Select(id => (message.Topic, Id: id)) ?? [])
            .ToLookup(pair => pair.Topic, pair => pair.Id);
        Assert.Equal([2u, 456_789u], ids["a/b"].Order());
        Assert.Equal([456_789u], ids["a/b/c"]);
        Assert.Equal([268_435_455u], ids["other"]);

        // A new SUBSCRIBE without an identifier takes the old one away.
        await SubscribeAsync(subscriber, "other", null);
        await publisher.PublishAsync("other", "x", quality: 1);
        Assert.Empty((await subscriber.AcceptAsync(1))[0].Properties?.SubscriptionIdentifiers ?? []);
    }

    [Fact]
    [Statement(v5: "3.3.4-6")]
    public async Task SubscriptionIdentifier_FromAClient_Closes()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(RawClient.Message("t", "x") with { Properties = new PacketProperties { SubscriptionIdentifiers = [1] } });
        await client.ExpectErrorAsync(5, ReasonCode.ProtocolError, ReasonCode.MalformedPacket);
    }

    [Theory, BothVersions(1, 2)]
    [Statement("3.3.5-2", "3.4.2-1 3.5.2-1")]
    public async Task Message_NotAuthorized_IsAnsweredButNotForwarded(int level, int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        broker.Own.Access.Check = _ => new MqttClientAccess { Name = "n", MayPublish = topic => topic != "secret" };
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        Assert.Equal(level == 5 ? ReasonCode.NotAuthorized : ReasonCode.Success, await publisher.PublishAsync("secret", "x", quality, retain: true));
        await publisher.PublishAsync("t", "end");
        Assert.Empty(await watcher.PayloadsUntilAsync("end"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Statement(v5: "3.3.2-4 3.3.2-15 3.3.2-16 3.3.2-17 3.3.2-18 3.3.2-20")]
    public async Task Properties_LiveOrRetained_AreForwardedUnaltered(bool isRetained)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        var properties = new PacketProperties
        {
            PayloadFormatIndicator = 1,
            ContentType = "text/plain",
            ResponseTopic = "answers/1",
            CorrelationData = [0, 255, 3],
            UserProperties = [new("b", "1"), new("a", "2"), new("b", "1"), new("", "")],
        };
        using RawClient subscriber = await broker.ConnectAsync("s", level: 5);
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        if (!isRetained)
        {
            await subscriber.SubscribeAsync("t");
        }

        await publisher.PublishAsync(RawClient.Message("t", "x", 1, retain: isRetained) with { Properties = properties });
        if (isRetained)
        {
            await subscriber.SubscribeAsync("t");
        }

        PacketProperties? received = (await subscriber.ReadAsync<PublishPacket>()).Properties;
        Assert.Equal(properties.UserProperties, received?.UserProperties);
        Assert.Equal((1u, "text/plain", "answers/1"), (received?.PayloadFormatIndicator, received?.ContentType, received?.ResponseTopic));
        Assert.Equal([0, 255, 3], received?.CorrelationData);
        Assert.Equal(8, received?.Entries.Count); // and nothing was added
    }

    [Theory]
    [InlineData("a/+")]
    [InlineData("#")]
    [Statement(v5: "3.3.2-14")]
    public async Task ResponseTopic_WithWildcard_Closes(string topic)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(RawClient.Message("t", "x") with { Properties = new PacketProperties { ResponseTopic = topic } });
        await client.ExpectErrorAsync(5, ReasonCode.ProtocolError, ReasonCode.MalformedPacket, ReasonCode.TopicNameInvalid);
    }

    [Fact]
    [Statement(v5: "3.3.2-5 3.3.2-6")]
    public async Task Expiry_InTheQueue_CountsDownAndDrops()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        using (RawClient first = await broker.ResumeAsync("s", level: 5))
        {
            await first.SubscribeAsync("t", quality: 2);
            await first.DisconnectAsync();
        }

        for (int quality = 1; quality <= 2; quality++)
        {
            await publisher.PublishAsync(Expiring("short", 10, quality));
            await publisher.PublishAsync(Expiring("long", 60, quality));
        }

        clock.Advance(TimeSpan.FromSeconds(20));
        using RawClient again = await broker.ResumeAsync("s", level: 5);
        List<PublishPacket> messages = await again.AcceptAsync(2);
        Assert.Equal(["long", "long"], messages.Select(message => message.Text()));
        Assert.All(messages, message => Assert.Equal(40u, message.Properties?.MessageExpirySeconds));
        await again.PingAsync();
    }

    [Fact]
    [Statement(v5: "3.3.2-5 3.3.2-6")]
    public async Task Expiry_OfRetained_CountsDownAndDrops()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        await publisher.PublishAsync(Expiring("x", 60, quality: 1) with { Retain = true });
        clock.Advance(TimeSpan.FromSeconds(45));
        using RawClient early = await broker.WatchAsync();
        Assert.Equal(15u, (await early.ReadAsync<PublishPacket>()).Properties?.MessageExpirySeconds);
        clock.Advance(TimeSpan.FromSeconds(20));
        using RawClient late = await broker.ConnectAsync("late", level: 5);
        await late.SubscribeAsync("#");
        await late.PingAsync();
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(65_535u)]
    [Statement(v5: "3.3.2-8 3.3.2-12")]
    public async Task Alias_ZeroOrAboveTheMaximum_Closes(uint alias)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(Wire.Publish(5, 0x30, "t"u8.ToArray(), properties: [0x23, .. Wire.Two((int)alias)]));
        await client.ExpectErrorAsync(5, ReasonCode.TopicAliasInvalid, ReasonCode.ProtocolError, ReasonCode.MalformedPacket);
    }

    [Fact]
    [Statement(v5: "3.3.2-7 3.3.2-12")]
    public async Task Alias_UpToTheMaximum_StandsForItsTopicUntilTheConnectionEnds()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync();
        using (RawClient client = await broker.ResumeAsync("p", level: 5))
        {
            uint maximum = client.Welcome.Properties?.TopicAliasMaximum ?? 0;
            Assert.NotEqual(0u, maximum);
            foreach (uint alias in new[] { 1u, maximum })
            {
                await client.SendAsync(Aliased("first", alias), Aliased("", alias), Aliased("second", alias), Aliased("", alias));
                string[] topics = [.. (await watcher.AcceptAsync(4)).Select(message => message.Topic)];
                Assert.Equal(["first", "first", "second", "second"], topics);
            }

            await client.DisconnectAsync();
        }

        using RawClient again = await broker.ResumeAsync("p", level: 5);
        await again.SendAsync(Aliased("", 1));
        await again.ExpectErrorAsync(5, ReasonCode.ProtocolError, ReasonCode.TopicAliasInvalid);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Statement(v5: "3.3.4-7 4.9.0-1")]
    public async Task ReceiveMaximum_OfTheServerExceeded_Closes(int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync(options =>
        {
            options.ReceiveMaximum = 3;
            options.DrainTimeout = TimeSpan.FromSeconds(0.1);
        });
        broker.Own.Journal.Judge = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("unreachable");
        };
        using RawClient client = await broker.ConnectAsync("p", level: 5);
        Assert.Equal(3u, client.Welcome.Properties?.ReceiveMaximum);
        await client.SendAsync([.. Enumerable.Range(1, 4).Select(id => RawClient.Message("t", "x", quality, (ushort)id))]);
        await client.ExpectErrorAsync(5, ReasonCode.ReceiveMaximumExceeded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Statement(v5: "3.3.4-9 3.3.4-10 4.9.0-1 4.9.0-2 4.9.0-3")]
    public async Task ReceiveMaximum_OfTheClient_IsObeyedAndDelaysNothingElse(int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "s") with
        {
            Properties = new PacketProperties { ReceiveMaximum = 2 },
        });
        await client.SubscribeAsync("t", quality);
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        for (int i = 0; i < 10; i++)
        {
            await publisher.PublishAsync("t", $"{i}", quality);
        }

        PublishPacket[] first = [await client.ReadAsync<PublishPacket>(), await client.ReadAsync<PublishPacket>()];
        await client.PingAsync(); // not a third
        Assert.Single((await client.SubscribeAsync("other", 2)).Reasons); // other packets go on
        await client.PublishAsync("unheard", "x", quality: 2);
        await client.UnsubscribeAsync("other");
        foreach (PublishPacket message in first)
        {
            await client.SendAckAsync(quality == 1 ? PacketType.PubAck : PacketType.PubRec, message.PacketId, ReasonCode.NoMatchingSubscribers);
        }

        // Drained one by one after each acknowledgement, in order.
        if (quality == 2)
        {
            foreach (PublishPacket message in first)
            {
                await client.ReadAcknowledgementAsync(PacketType.PubRel, message.PacketId);
            }

            await client.PingAsync(); // PUBREC does not free a place, PUBCOMP does
            await client.SendAckAsync(PacketType.PubComp, first[0].PacketId);
            await client.SendAckAsync(PacketType.PubComp, first[1].PacketId);
        }

        Assert.Equal(Enumerable.Range(2, 8).Select(i => $"{i}"), (await client.AcceptAsync(8)).Select(message => message.Text()));
    }

    private static SubscriptionRequest Request(string filter, int quality) =>
        new() { Filter = filter, QualityOfService = (QualityOfService)quality };

    private static async Task SubscribeAsync(RawClient client, string filter, uint? identifier)
    {
        await client.SendAsync(new SubscribePacket
        {
            PacketId = 3,
            Requests = [Request(filter, 1)],
            Properties = identifier is { } id ? new PacketProperties { SubscriptionIdentifiers = [id] } : null,
        });
        Assert.Equal(ReasonCode.GrantedAtLeastOnce, Assert.Single((await client.ReadAsync<SubAckPacket>()).Reasons));
    }

    private static PublishPacket Expiring(string payload, uint seconds, int quality) =>
        RawClient.Message("t", payload, quality) with { Properties = new PacketProperties { MessageExpirySeconds = seconds } };

    private static PublishPacket Aliased(string topic, uint alias) =>
        RawClient.Message(topic, "x") with { Properties = new PacketProperties { TopicAlias = alias } };
}
