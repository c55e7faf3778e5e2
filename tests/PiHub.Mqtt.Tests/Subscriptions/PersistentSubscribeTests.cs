using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Subscriptions;

/// <summary>What a session that outlives its connection stores of its subscriptions.</summary>
public sealed class PersistentSubscribeTests
{
    private static readonly SubscriptionRequest Full = new()
    {
        Filter = "a/+",
        QualityOfService = QualityOfService.AtLeastOnce,
        NoLocal = true,
        RetainAsPublished = true,
        RetainHandling = RetainHandling.OnNewSubscription,
    };

    private readonly FakeStore _store = new();

    [Fact]
    public async Task Subscribe_Persistent_StoresWhatWasGrantedAsItWasAsked()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store);
        using RawClient client = await host.ResumeAsync("c");
        await SubscribeAsync(client, Full, new SubscriptionRequest { Filter = "bad#" }, new SubscriptionRequest { Filter = "$share/g/b" });
        await client.ReadAsync<SubAckPacket>();
        var expected = new StoredSubscription
        {
            Filter = "a/+",
            MaximumQuality = QualityOfService.AtLeastOnce,
            NoLocal = true,
            RetainAsPublished = true,
            RetainHandling = RetainHandling.OnNewSubscription,
            Identifier = 5,
        };
        var shared = new StoredSubscription { Filter = "$share/g/b", MaximumQuality = 0, Identifier = 5 };
        Assert.Equal(
            [new SubscriptionSaved("c", expected), new SubscriptionSaved("c", shared)], _store.Committed.OfType<SubscriptionSaved>());
    }

    [Fact]
    public async Task Subscribe_WhileTheStoreIsBusy_TakesEffectAndIsAnsweredAfterTheCommit()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store);
        using RawClient client = await host.ResumeAsync("c");
        _store.Hold();
        await SubscribeAsync(client, Full);
        await host.WaitForAsync(status => status.Subscriptions == 1);
        await host.PublishAsync("a/b", "early", quality: 0);

        // QoS 0 needs no store, so the message overtakes the answer (3.8.4 permits it): the answer does wait.
        Assert.Equal("early", await client.ReadPayloadAsync());
        Assert.Empty(_store.Committed.OfType<SubscriptionSaved>());
        _store.Commit();
        await client.ReadAsync<SubAckPacket>();
    }

    [Fact]
    public async Task Subscribe_ConnectionEndsBeforeTheCommit_StaysWithTheSession()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store);
        using RawClient client = await host.ResumeAsync("c");
        _store.Hold();
        await SubscribeAsync(client, Full);
        await host.WaitForAsync(status => status.Subscriptions == 1);
        using RawClient again = await host.ResumeAsync("c");
        _store.Commit();
        await host.PublishAsync("a/b", "x", quality: 0);
        Assert.Equal("x", await again.ReadPayloadAsync()); // not the answer that the connection before was owed
    }

    [Fact]
    public async Task Subscribe_StoreIsStuckLongerThanTheKeepAlive_ClientIsNotBlamed()
    {
        var clock = new ManualTimeProvider();
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store, time: clock);
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, SessionSteps.Persistent("c") with { KeepAliveSeconds = 10 });
        _store.Hold();
        await SubscribeAsync(client, Full);
        await host.WaitForAsync(status => status.Subscriptions == 1);
        clock.Advance(TimeSpan.FromMinutes(5));
        _store.Commit();
        await client.ReadAsync<SubAckPacket>();
        await client.PingAsync();
    }

    [Fact]
    public async Task Unsubscribe_Persistent_StoresWhatExisted()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store);
        using RawClient client = await host.ResumeAsync("c");
        await SubscribeAsync(client, Full);
        await client.ReadAsync<SubAckPacket>();
        await client.SendAsync(
            new UnsubscribePacket { PacketId = 2, Filters = ["a/+", "x"] }, new UnsubscribePacket { PacketId = 3, Filters = ["a/+"] });
        await client.ReadAsync<SubAckPacket>();
        await client.ReadAsync<SubAckPacket>();
        Assert.Equal([new SubscriptionDeleted("c", "a/+")], _store.Committed.OfType<SubscriptionDeleted>());
    }

    private static Task SubscribeAsync(RawClient client, params SubscriptionRequest[] requests) => client.SendAsync(new SubscribePacket
    {
        PacketId = 1,
        Requests = requests,
        Properties = new PacketProperties { SubscriptionIdentifiers = [5] },
    });
}
