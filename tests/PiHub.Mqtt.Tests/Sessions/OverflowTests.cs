using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class OverflowTests
{
    [Theory]
    [InlineData(OutboundOverflow.DropNewest, new[] { "1", "2", "3" })]
    [InlineData(OutboundOverflow.DropOldest, new[] { "3", "4", "5" })]
    [InlineData(OutboundOverflow.Disconnect, new[] { "1", "2", "3" })]
    public async Task Queue_OfAnAbsentClientFull_KeepsWhatThePolicySays(OutboundOverflow overflow, string[] kept)
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(
            options =>
            {
                options.OutboundQueueMessages = 3;
                options.OutboundOverflow = overflow;
            },
            store);
        await host.LeaveSubscribedAsync("c", "t", quality: 1);
        for (int i = 1; i <= 5; i++)
        {
            await host.PublishAsync("t", $"{i}", quality: 1);
        }

        Assert.Equal(2, host.Broker.Status().MessagesDropped);
        Assert.Equal((2, 3), (host.Broker.Clients()[0].MessagesDropped, host.Broker.Clients()[0].QueuedMessages));
        Assert.Equal(3, Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Deliveries.Count);
        using RawClient client = await host.ResumeAsync("c");
        foreach (string payload in kept)
        {
            await client.ExpectMessageAsync(payload);
        }

        await client.PingAsync();
    }

    [Fact]
    public async Task Queue_FullAndPolicyDisconnect_EndsTheConnectionButNotTheSession()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options =>
        {
            options.OutboundQueueMessages = 2;
            options.OutboundOverflow = OutboundOverflow.Disconnect;
            options.InFlightMessages = 1;
        });
        using RawClient client = await host.ResumeAsync("c");
        await client.SubscribeAsync("t", quality: 1);
        await host.PublishAsync("t", "sent", quality: 1);
        await client.ExpectMessageAsync("sent");
        foreach (string payload in new[] { "a", "b", "too many" })
        {
            await host.PublishAsync("t", payload, quality: 1);
        }

        Assert.Equal(ReasonCode.QuotaExceeded, await client.ReadDisconnectAsync());
        client.Dispose();
        using RawClient same = await host.ResumeAsync("c");
        Assert.True(same.Welcome.SessionPresent);
        foreach (string payload in new[] { "sent", "a", "b" })
        {
            await same.AcknowledgeAsync(PacketType.PubAck, (await same.ExpectMessageAsync(payload)).PacketId);
        }
    }

    [Fact]
    public async Task Bytes_OfOneClient_AreBounded()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.OutboundQueueBytes = 1_024);
        await host.LeaveSubscribedAsync("c", "t", quality: 1);
        await host.PublishAsync("t", new string('a', 500), quality: 1);
        await host.PublishAsync("t", new string('b', 500), quality: 1);
        await host.PublishAsync("t", new string('c', 500), quality: 1);
        await host.PublishAsync("t", "d", quality: 1);
        MqttClientSnapshot client = Assert.Single(host.Broker.Clients());
        Assert.Equal((3, 501L + 501 + 2, 1L), (client.QueuedMessages, client.QueuedBytes, client.MessagesDropped));
    }

    [Fact]
    public async Task Bytes_InFlight_CountUntilTheAcknowledgement()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.OutboundQueueBytes = 1_024);
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("t", quality: 1);
        await host.PublishAsync("t", new string('a', 2_000), quality: 1); // larger than the bound: it waits alone
        ushort id = (await client.ReadAsync<PublishPacket>()).PacketId;
        await host.PublishAsync("t", "dropped", quality: 1);
        Assert.Equal(2_001, host.Broker.Status().QueuedBytes);
        await client.AcknowledgeAsync(PacketType.PubAck, id);
        await client.PingAsync();
        Assert.Equal(0, host.Broker.Status().QueuedBytes);
        await host.PublishAsync("t", "fits", quality: 1);
        await client.ExpectMessageAsync("fits");
    }

    [Fact]
    public async Task Bytes_OfAllClients_AreBounded()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.QueuedBytes = 1_024);
        await host.LeaveSubscribedAsync("a", "a", quality: 1);
        await host.LeaveSubscribedAsync("b", "b", quality: 1);
        await host.PublishAsync("a", new string('x', 900), quality: 1);
        await host.PublishAsync("b", new string('x', 900), quality: 1);
        await host.PublishAsync("b", "x", quality: 1);
        Assert.Equal(901 + 2, host.Broker.Status().QueuedBytes);
        Assert.Equal(1, host.Broker.Status().MessagesDropped);
        Assert.True(host.Broker.EndClient("a", deleteSession: true));
        await host.WaitForAsync(status => status.QueuedBytes == 2);
    }

    [Fact]
    public async Task Expired_WhileQueued_GiveWayAndLeaveTheStore()
    {
        var time = new JumpingTime();
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.OutboundQueueMessages = 1, store, time);
        await host.LeaveSubscribedAsync("c", "t", quality: 1);
        using RawClient publisher = await host.ConnectAsync("p");
        await publisher.SendAsync(RawClient.Message("t", "old", quality: 1, packetId: 1) with { Properties = new PacketProperties { MessageExpirySeconds = 10 } });
        await publisher.ExpectAsync(PacketType.PubAck, 1);
        time.Jump(TimeSpan.FromSeconds(11));
        await host.PublishAsync("t", "new", quality: 1);
        Assert.Equal(0, host.Broker.Status().MessagesDropped);
        Assert.Single(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Deliveries);
        using RawClient client = await host.ResumeAsync("c");
        await client.ExpectMessageAsync("new");
    }

    [Fact]
    public async Task Oversized_ForTheClient_LeavesTheStore()
    {
        // 3.1.2-25
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("c", "t", quality: 2);
        await host.PublishAsync("t", new string('x', 100), quality: 2);
        await host.PublishAsync("t", "small", quality: 2);
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, SessionSteps.Persistent("c") with
        {
            Properties = new PacketProperties { SessionExpirySeconds = 60, MaximumPacketBytes = 64 },
        });
        await client.ExpectMessageAsync("small");
        Assert.Single(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Deliveries);
        Assert.Single(store.Committed.OfType<DeliveryDeleted>());
    }
}
