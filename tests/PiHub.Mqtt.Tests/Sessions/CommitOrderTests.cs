using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

/// <summary>Nothing is said before it is durable. PINGRESP overtakes, and so shows that nothing else was there.</summary>
public sealed class CommitOrderTests
{
    [Fact]
    public async Task Message_ForAStoredSession_IsNeitherAcknowledgedNorSentBeforeTheCommit()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        using RawClient subscriber = await host.ResumeAsync("s");
        await subscriber.SubscribeAsync("t", quality: 1);
        using RawClient publisher = await host.ConnectAsync("p");
        store.Hold();
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1), RawClient.Message("other", "y", quality: 1, packetId: 2));
        await publisher.PingAsync();
        await subscriber.PingAsync();
        store.Commit();
        await publisher.ExpectAsync(PacketType.PubAck, 1);
        await publisher.ExpectAsync(PacketType.PubAck, 2); // held back by the order only
        await subscriber.ExpectMessageAsync("x");
    }

    [Fact]
    public async Task Messages_Many_AreInTheStoreTogether()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("s", "t", quality: 1);
        using RawClient publisher = await host.ConnectAsync("p");
        store.Hold();
        await publisher.SendAsync([.. Enumerable.Range(1, 50).Select(id => RawClient.Message("t", "x", quality: 1, packetId: (ushort)id))]);
        await publisher.PingAsync();
        Assert.Equal(50, store.HeldCount);
        store.Commit();
        for (ushort id = 1; id <= 50; id++)
        {
            await publisher.ExpectAsync(PacketType.PubAck, id);
        }
    }

    [Fact]
    public async Task Message_ForOthers_DoesNotWaitForTheStore()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        using RawClient stored = await host.ResumeAsync("stored");
        using RawClient plain = await host.ConnectAsync("plain");
        await stored.SubscribeAsync("t", quality: 1);
        await plain.SubscribeAsync("t", quality: 1);
        store.Hold();
        await plain.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1));
        await plain.ExpectMessageAsync("x");
        await stored.PingAsync();
        store.Commit();
    }

    [Fact]
    public async Task Inbound_ExactlyOnce_WaitsForTheReceiptAndForItsDeletion()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        using RawClient client = await host.ResumeAsync("c");
        store.Hold();
        await client.SendAsync(RawClient.Message("t", "x", quality: 2, packetId: 3));
        await client.PingAsync();
        store.Commit();
        await client.ExpectAsync(PacketType.PubRec, 3);
        Assert.Equal([3], Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Receipts);
        store.Hold();
        await client.AcknowledgeAsync(PacketType.PubRel, 3);
        await client.PingAsync();
        store.Commit();
        await client.ExpectAsync(PacketType.PubComp, 3);
        Assert.Empty(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Receipts);
    }

    [Fact]
    public async Task Outbound_ExactlyOnce_WaitsForEachStep()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("c", "t", quality: 2);
        await host.PublishAsync("t", "x", quality: 2);
        store.Hold();
        using RawClient client = await host.ResumeAsync("c");
        await client.PingAsync(); // the identifier is not stored yet
        store.Commit();
        ushort id = (await client.ExpectMessageAsync("x")).PacketId;
        Assert.Equal(id, Assert.Single(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Deliveries).PacketId);
        store.Hold();
        await client.AcknowledgeAsync(PacketType.PubRec, id);
        await client.PingAsync(); // that the client has it is not stored yet
        store.Commit();
        await client.ExpectAsync(PacketType.PubRel, id);
        await client.AcknowledgeAsync(PacketType.PubComp, id);
        await client.PingAsync();
        Assert.Empty(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Deliveries);
    }

    [Fact]
    public async Task Duplicate_WhileTheCommitIsAwaited_IsAnsweredAfterIt()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.DrainTimeout = TimeSpan.FromSeconds(0.1), store);
        using RawClient client = await host.ResumeAsync("c");
        store.Hold();
        PublishPacket message = RawClient.Message("t", "x", quality: 2, packetId: 3);
        await client.SendAsync(message);
        await client.PingAsync();
        using RawClient same = await host.ResumeAsync("c");
        await same.SendAsync(message with { Duplicate = true });
        await same.PingAsync();
        store.Commit();
        await same.ExpectAsync(PacketType.PubRec, 3);
        Assert.Single(host.Journal.Messages);
    }

    [Fact]
    public async Task Release_CommittedAfterTheClientHasReturned_IsSentOnTheNewConnection()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        using RawClient client = await host.ResumeAsync("c");
        await client.SubscribeAsync("t", quality: 2);
        await host.PublishAsync("t", "x", quality: 2);
        ushort id = (await client.ExpectMessageAsync("x")).PacketId;
        store.Hold();
        await client.AcknowledgeAsync(PacketType.PubRec, id);
        await client.PingAsync();
        using RawClient same = await host.ResumeAsync("c");
        await same.PingAsync(); // neither PUBLISH again nor PUBREL yet
        store.Commit();
        await same.ExpectAsync(PacketType.PubRel, id);
    }

    [Fact]
    public async Task CleanStart_WhileDeliveriesAreOnTheirWay_DeletesAfterThem()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("c", "t", quality: 1);
        store.Hold();
        using RawClient publisher = await host.ConnectAsync("p");
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1));
        await publisher.PingAsync();
        Task<RawClient> connecting = host.ConnectAsync("c");
        await host.WaitForAsync(status => status.Subscriptions == 0);
        store.Commit();
        using RawClient client = await connecting;
        await publisher.ExpectAsync(PacketType.PubAck, 1);
        Assert.Equal([typeof(DeliveryAdded), typeof(SessionDeleted)], store.Committed.TakeLast(2).Select(change => change.GetType()));
    }

    [Fact]
    public async Task Retained_QualityZero_IsForwardedBeforeTheCommit()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("t");
        store.Hold();
        await client.SendAsync(RawClient.Message("t", "x", retain: true));
        await client.ExpectMessageAsync("x");
        store.Commit();
    }

    [Fact]
    public async Task Stop_StoreIsStuck_EndsNevertheless()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.DrainTimeout = TimeSpan.FromSeconds(0.1), store);
        await host.LeaveSubscribedAsync("c", "t", quality: 1);
        using RawClient publisher = await host.ConnectAsync("p");
        store.Hold();
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1));
        await publisher.PingAsync();
        Assert.True(host.Broker.EndClient("c", deleteSession: true));
        await host.StopAsync();
        Assert.Equal(ReasonCode.ServerShuttingDown, await publisher.ReadDisconnectAsync());
    }

    [Fact]
    public async Task Journal_And_Store_BothHoldTheAnswerBack()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("s", "t", quality: 1);
        var verdict = new TaskCompletionSource<PublishVerdict>();
        host.Journal.Judge = (_, _) => new(verdict.Task);
        using RawClient publisher = await host.ConnectAsync("p");
        store.Hold();
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1));
        await publisher.PingAsync();
        Assert.Equal(0, store.HeldCount);
        verdict.SetResult(PublishVerdict.Accepted);
        await Eventually.IsAsync(() => store.HeldCount == 1);
        await publisher.PingAsync();
        store.Commit();
        await publisher.ExpectAsync(PacketType.PubAck, 1);
    }
}
