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
            [.. new[] { "a", "secret", "bad#", "$share/g/a", "+/b", "c", "d", "a" }.Select(filter => new SubscriptionRequest { Filter = filter, QualityOfService = QualityOfService.AtLeastOnce })];
        using RawClient client = await host.ConnectAsync("v5");
        ReasonCode granted = ReasonCode.GrantedAtLeastOnce;
        Assert.Equal(
            [granted, ReasonCode.NotAuthorized, ReasonCode.TopicFilterInvalid, ReasonCode.SharedSubscriptionsNotSupported, granted, granted, ReasonCode.QuotaExceeded, granted],
            (await client.SubscribeAsync(requests)).Reasons);
        using RawClient old = await host.ConnectAsync("v311", level: 4);
        ReasonCode failure = ReasonCode.UnspecifiedError;
        Assert.Equal([granted, failure, failure, failure, granted, granted, failure, granted], (await old.SubscribeAsync(requests)).Reasons);
    }

    [Fact]
    public async Task Subscribe_WithIdentifier_IsRefused()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SendAsync(new SubscribePacket
        {
            PacketId = 5,
            Requests = [new SubscriptionRequest { Filter = "a" }],
            Properties = new PacketProperties { SubscriptionIdentifiers = [9] },
        });
        SubAckPacket answer = await client.ReadAsync<SubAckPacket>();
        Assert.Equal((5, ReasonCode.SubscriptionIdentifiersNotSupported), (answer.PacketId, Assert.Single(answer.Reasons)));
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
}
