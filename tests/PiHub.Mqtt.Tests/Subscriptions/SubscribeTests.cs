using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Subscriptions;

public sealed class SubscribeTests
{
    [Fact]
    public async Task Subscribe_SeveralFilters_AreAnsweredInOrder()
    {
        // 3.8.4-2, -6, 3.9.3-1
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.SubscriptionsPerClient = 3);
        host.Access.Check = _ => new MqttClientAccess { Name = "n", MaySubscribe = filter => filter == "secret" ? SubscribePermission.NotAuthorized : SubscribePermission.Granted };
        SubscriptionRequest[] requests =
            [.. new[] { "a", "secret", "bad#", "$share/g", "+/b", "c", "d", "a" }.Select(filter => new SubscriptionRequest { Filter = filter, QualityOfService = QualityOfService.AtLeastOnce })];
        using RawClient client = await host.ConnectAsync("v5");
        ReasonCode granted = ReasonCode.GrantedAtLeastOnce;
        Assert.Equal(
            [granted, ReasonCode.NotAuthorized, ReasonCode.TopicFilterInvalid, ReasonCode.TopicFilterInvalid, granted, granted, ReasonCode.QuotaExceeded, granted],
            (await client.SubscribeAsync(requests)).Reasons);
        using RawClient old = await host.ConnectAsync("v311", level: 4);
        ReasonCode failure = ReasonCode.UnspecifiedError;
        Assert.Equal([granted, failure, failure, failure, granted, granted, failure, granted], (await old.SubscribeAsync(requests)).Reasons);
    }

    [Fact]
    public async Task Subscribe_WithIdentifiers_CarriesAllInOneCopy()
    {
        // 3.3.4-3, -4
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await SubscribeAsync(client, 456_789, "a/+");
        await SubscribeAsync(client, 2, "a/#");
        await SubscribeAsync(client, null, "+/+");
        await client.SendAsync(RawClient.Message("a/b", "x") with { Properties = new PacketProperties { ContentType = "t", MessageExpirySeconds = 60 } });
        PublishPacket publish = await client.ReadAsync<PublishPacket>();
        Assert.Equal([2u, 456_789u], Identifiers(publish));
        Assert.Equal(("t", 60u), (publish.Properties?.ContentType, publish.Properties?.MessageExpirySeconds));
        await client.SendAsync(RawClient.Message("b/b", "y"));
        Assert.Null((await client.ReadAsync<PublishPacket>()).Properties);
        await client.PingAsync();
    }

    [Fact]
    public async Task Subscribe_SameFilterWithOtherIdentifier_ReplacesIt()
    {
        // 3.8.4-3; the retained replay carries it too
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SendAsync(RawClient.Message("a", "kept", retain: true));
        foreach (uint? identifier in new uint?[] { 1, 2, null })
        {
            await SubscribeAsync(client, identifier, "a");
            PublishPacket replay = await client.ReadAsync<PublishPacket>();
            Assert.Equal((true, identifier), (replay.Retain, replay.Properties?.SubscriptionIdentifiers[0]));
        }
    }

    [Fact]
    public async Task Subscribe_OverlappingNoLocal_LeavesTheOtherSubscription()
    {
        // 3.8.3-3: what No Local keeps back does not count for the copy.
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await SubscribeAsync(client, 1, "a/#");
        await client.SendAsync(new SubscribePacket
        {
            PacketId = 1,
            Requests = [new SubscriptionRequest { Filter = "a/+", NoLocal = true, QualityOfService = QualityOfService.AtLeastOnce, RetainAsPublished = true }],
            Properties = new PacketProperties { SubscriptionIdentifiers = [2] },
        });
        await client.ReadAsync<SubAckPacket>();
        await client.SendAsync(RawClient.Message("a/b", "own", quality: 1, packetId: 7, retain: true));
        var received = new List<Packet> { await client.ReadAsync(), await client.ReadAsync() };
        PublishPacket own = Assert.Single(received.OfType<PublishPacket>());
        Assert.Equal((QualityOfService.AtMostOnce, false), (own.QualityOfService, own.Retain));
        Assert.Equal([1u], Identifiers(own));
        await host.Bus.PublishAsync(new BusMessage { Topic = "a/b", Payload = "foreign"u8.ToArray(), Retain = true }, CancellationToken.None);
        PublishPacket foreign = await client.ReadAsync<PublishPacket>();
        Assert.Equal((QualityOfService.AtLeastOnce, true), (foreign.QualityOfService, foreign.Retain));
        Assert.Equal([1u, 2u], Identifiers(foreign));
    }

    [Fact]
    public async Task Subscribe_IdentifierZero_IsAProtocolError()
    {
        // 3.8.2.1.2
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SendAsync("82 09 0001 02 0B00 0001 61 00");
        Assert.Equal(ReasonCode.ProtocolError, await client.ReadDisconnectAsync());
    }

    [Fact]
    public async Task Subscribe_DeepFilter_IsRefusedAndDeepTopicIsServed()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        Assert.Equal([ReasonCode.TopicFilterInvalid], (await client.SubscribeAsync(string.Join('/', Enumerable.Repeat("+", 30_000)))).Reasons);
        await client.SubscribeAsync("/#");
        await client.SendAsync(RawClient.Message(new string('/', 65_535), "deep"));
        Assert.Equal("deep", await client.ReadPayloadAsync());
    }

    [Fact]
    public async Task Subscribe_Overlapping_GivesOneCopyAtTheHighestQuality()
    {
        // 3.3.4-2
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("a/#", quality: 0);
        await client.SubscribeAsync("a/+", quality: 1);
        await host.Bus.PublishAsync(new BusMessage { Topic = "a/b", Payload = "x"u8.ToArray() }, CancellationToken.None);
        Assert.Equal(QualityOfService.AtLeastOnce, (await client.ReadAsync<PublishPacket>()).QualityOfService);
        await client.PingAsync();
    }

    [Fact]
    public async Task Subscribe_SameFilterAgain_ReplacesTheFirst()
    {
        // 3.8.4-3
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("a", quality: 1);
        await client.SubscribeAsync("a", quality: 0);
        await host.Bus.PublishAsync(new BusMessage { Topic = "a", Payload = "x"u8.ToArray() }, CancellationToken.None);
        Assert.Equal(QualityOfService.AtMostOnce, (await client.ReadAsync<PublishPacket>()).QualityOfService);
        Assert.Equal(1, host.Broker.Status().Subscriptions);
    }

    [Fact]
    public async Task Subscribe_NoLocal_KeepsOwnMessagesBack()
    {
        // 3.8.3-3
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        using RawClient other = await host.ConnectAsync("o");
        await client.SubscribeAsync(new SubscriptionRequest { Filter = "a", NoLocal = true });
        await client.SendAsync(RawClient.Message("a", "own"));
        await client.PingAsync();
        await other.SendAsync(RawClient.Message("a", "foreign"));
        Assert.Equal("foreign", await client.ReadPayloadAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Unsubscribe_ExactFilter_StopsIt(int level)
    {
        // 3.10.4-1, -2, -4, -5; 3.11.3-1, -2
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c", level);
        await client.SubscribeAsync("a/+");
        await client.SubscribeAsync("a/b");
        await client.SendAsync(new UnsubscribePacket { PacketId = 9, Filters = ["a/+", "a/#"] });
        SubAckPacket answer = await client.ReadAsync<SubAckPacket>();
        Assert.Equal((PacketType.UnsubAck, 9), (answer.Type, answer.PacketId));
        Assert.Equal(level == 5 ? [ReasonCode.Success, ReasonCode.NoSubscriptionExisted] : [], answer.Reasons);
        await client.SendAsync(RawClient.Message("a/c", "no"), RawClient.Message("a/b", "yes"));
        Assert.Equal("yes", await client.ReadPayloadAsync());
    }

    [Fact]
    public async Task Subscribe_ThenDisconnect_LeavesNothing()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using (RawClient client = await host.ConnectAsync("c"))
        {
            await client.SubscribeAsync("a/+");
            await client.SendAsync(new DisconnectPacket());
            await client.ReadToEndAsync();
        }

        using RawClient same = await RawClient.ConnectAsync(
            host.MqttPort, new ConnectPacket { Version = ProtocolVersion.V5, ClientId = "c", CleanStart = false });
        Assert.False(same.Welcome.SessionPresent);
        Assert.Equal(0, host.Broker.Status().Subscriptions);
    }

    private static IEnumerable<uint> Identifiers(PublishPacket publish) => (publish.Properties?.SubscriptionIdentifiers ?? []).Order();

    private static async Task SubscribeAsync(RawClient client, uint? identifier, string filter)
    {
        await client.SendAsync(new SubscribePacket
        {
            PacketId = 1,
            Requests = [new SubscriptionRequest { Filter = filter }],
            Properties = identifier is { } number ? new PacketProperties { SubscriptionIdentifiers = [number] } : null,
        });
        await client.ReadAsync<SubAckPacket>();
    }
}
