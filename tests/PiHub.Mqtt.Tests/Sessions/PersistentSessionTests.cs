using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class PersistentSessionTests
{
    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    public async Task Session_ClientReturns_HasItsSubscriptionsAndMessages(int level, int nextLevel)
    {
        // 3.1.2-5, 4.5.0-1; 3.1.1: 3.1.2-4, -5
        await using BrokerHost host = await BrokerHost.StartAsync();
        await host.LeaveSubscribedAsync("c", "t", quality: 2, level);
        await host.PublishAsync("t", "zero", quality: 0);
        await host.PublishAsync("t", "one", quality: 1);
        await host.PublishAsync("t", "two", quality: 2);
        using RawClient client = await host.ResumeAsync("c", nextLevel);
        Assert.True(client.Welcome.SessionPresent); // 3.2.2-3; 3.1.1: 3.2.2-2
        PublishPacket one = await client.ExpectMessageAsync("one");
        PublishPacket two = await client.ExpectMessageAsync("two");
        Assert.Equal((QualityOfService.AtLeastOnce, QualityOfService.ExactlyOnce), (one.QualityOfService, two.QualityOfService));
        Assert.False(one.Duplicate || two.Duplicate);
        await host.PublishAsync("t", "live", quality: 0);
        await client.ExpectMessageAsync("live");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Session_CleanStart_DiscardsTheOldOne(int level)
    {
        // 3.1.2-4; 3.1.1: 3.1.2-6
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("c", "t", quality: 1, level);
        await host.PublishAsync("t", "lost", quality: 1);
        using RawClient client = await host.ConnectAsync("c", level);
        Assert.False(client.Welcome.SessionPresent);
        await host.PublishAsync("t", "unheard", quality: 1);
        await client.PingAsync();
        Assert.Empty(StoredChanges.Replay(store.Committed).Sessions);
        Assert.Equal(0, host.Broker.Status().QueuedBytes);
    }

    [Fact]
    public async Task Session_OfConnectionOnly_NeverTouchesTheStore()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        using (RawClient subscriber = await host.ConnectAsync("s"))
        using (RawClient publisher = await host.ConnectAsync("p"))
        {
            await subscriber.SubscribeAsync("t", quality: 2);
            await publisher.SendAsync(RawClient.Message("t", "x", quality: 2, packetId: 1));
            await publisher.ExpectAsync(PacketType.PubRec, 1);
            await publisher.AcknowledgeAsync(PacketType.PubRel, 1);
            ushort id = (await subscriber.ExpectMessageAsync("x")).PacketId;
            await subscriber.AcknowledgeAsync(PacketType.PubRec, id);
            await publisher.LeaveAsync();
            await subscriber.LeaveAsync();
        }

        Assert.Empty(store.Committed);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Session_ReturnsWithUnacknowledged_GetsThemAgainInOrder(int level)
    {
        // 4.4.0-1, 3.3.1-1, 4.6.0-1
        await using BrokerHost host = await BrokerHost.StartAsync();
        ushort[] ids;
        using (RawClient client = await host.ResumeAsync("c", level))
        {
            await client.SubscribeAsync("t", quality: 2);
            foreach (string payload in new[] { "a", "b", "c", "d" })
            {
                await host.PublishAsync("t", payload, quality: payload is "a" or "d" ? 1 : 2);
            }

            ids = [.. (await client.ReadMessagesAsync(4)).Select(message => message.PacketId)];
            await client.AcknowledgeAsync(PacketType.PubRec, ids[1]);
            await client.ExpectAsync(PacketType.PubRel, ids[1]);
        }

        await host.WaitForAsync(status => status.WaitingSessions == 1);
        await host.PublishAsync("t", "e", quality: 1);
        using RawClient same = await host.ResumeAsync("c", level);
        PublishPacket[] again = [await same.ExpectMessageAsync("a"), await same.ExpectMessageAsync("c"), await same.ExpectMessageAsync("d")];
        Assert.Equal([ids[0], ids[2], ids[3]], again.Select(message => message.PacketId));
        Assert.All(again, message => Assert.True(message.Duplicate));
        await same.ExpectAsync(PacketType.PubRel, ids[1]); // behind, because its PUBREC came later than all of them were sent
        Assert.False((await same.ExpectMessageAsync("e")).Duplicate);
    }

    [Fact]
    public async Task Session_ReturnsWithSmallerWindow_GetsNoMoreAtOnce()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using (RawClient client = await host.ResumeAsync("c"))
        {
            await client.SubscribeAsync("t", quality: 1);
            foreach (string payload in new[] { "a", "b", "c" })
            {
                await host.PublishAsync("t", payload, quality: 1);
            }

            await client.ReadMessagesAsync(3);
        }

        await host.WaitForAsync(status => status.WaitingSessions == 1);
        using RawClient same = await RawClient.ConnectAsync(host.MqttPort, SessionSteps.Persistent("c") with
        {
            Properties = new PacketProperties { SessionExpirySeconds = 60, ReceiveMaximum = 2 },
        });
        ushort first = (await same.ExpectMessageAsync("a")).PacketId;
        await same.ExpectMessageAsync("b");
        await same.PingAsync();
        await same.AcknowledgeAsync(PacketType.PubAck, first);
        await same.ExpectMessageAsync("c");
    }

    [Fact]
    public async Task Session_TakenOver_GoesToTheNewConnection()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient old = await host.ResumeAsync("c");
        await old.SubscribeAsync("t", quality: 1);
        await host.PublishAsync("t", "x", quality: 1);
        await old.ExpectMessageAsync("x");
        using RawClient current = await host.ResumeAsync("c", level: 4);
        Assert.Equal(ReasonCode.SessionTakenOver, await old.ReadDisconnectAsync()); // 3.1.4-3
        Assert.True(current.Welcome.SessionPresent);
        Assert.True((await current.ExpectMessageAsync("x")).Duplicate);
    }

    [Fact]
    public async Task Session_OfConnectionOnlyTakenOver_IsNotPresent()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient old = await host.ConnectAsync("c");
        using RawClient current = await host.ResumeAsync("c");
        Assert.False(current.Welcome.SessionPresent);
    }

    [Fact]
    public async Task Session_BrokerStops_IsThereAfterwards()
    {
        var store = new FakeStore();
        await using (BrokerHost host = await BrokerHost.StartAsync(store: store))
        {
            using RawClient client = await host.ResumeAsync("c");
            await host.StopAsync();
            Assert.Equal(ReasonCode.ServerShuttingDown, await client.ReadDisconnectAsync());
        }

        Assert.NotNull(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).DisconnectedAt);
        await using BrokerHost next = await BrokerHost.StartAsync(store: new FakeStore(store));
        using RawClient same = await next.ResumeAsync("c");
        Assert.True(same.Welcome.SessionPresent);
    }

    [Fact]
    public async Task Restart_StoredSession_IsServedAsBefore()
    {
        var store = new FakeStore();
        await store.AppendAsync(new StoreUnit
        {
            Changes =
            [
                new SessionSaved(new StoredSession { ClientId = "c", UserName = "anonymous", ExpirySeconds = uint.MaxValue, DisconnectedAt = DateTimeOffset.UnixEpoch }),
                new SubscriptionSaved("c", new StoredSubscription { Filter = "t/+", MaximumQuality = QualityOfService.AtLeastOnce }),
            ],
        });
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.PublishAsync("t/1", "x", quality: 2);
        using RawClient client = await host.ResumeAsync("c");
        Assert.Equal(QualityOfService.AtLeastOnce, (await client.ExpectMessageAsync("x")).QualityOfService);
    }
}
