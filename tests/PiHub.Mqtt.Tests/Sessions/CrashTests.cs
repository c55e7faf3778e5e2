using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

/// <summary>A second broker over what the first one had committed at one moment.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Crash_AfterTheAcknowledgement_LosesNothing(int quality)
    {
        var store = new FakeStore();
        await using BrokerHost host = await StartAsync(store);
        await host.LeaveSubscribedAsync("s", "t", quality: 2);
        using RawClient publisher = await host.ConnectAsync("p");
        for (ushort id = 1; id <= 20; id++)
        {
            await publisher.SendAsync(RawClient.Message("t", $"{id}", quality, id));
            await publisher.ExpectAsync(quality == 1 ? PacketType.PubAck : PacketType.PubRec, id);
        }

        await using BrokerHost next = await StartAsync(new FakeStore(store));
        using RawClient subscriber = await next.ResumeAsync("s");
        Assert.True(subscriber.Welcome.SessionPresent);
        for (int id = 1; id <= 20; id++)
        {
            Assert.False((await subscriber.ExpectMessageAsync($"{id}")).Duplicate);
        }
    }

    [Fact]
    public async Task Crash_BeforeTheAcknowledgement_DoesNotDeliverTwice()
    {
        // The receipt and the delivery are in one unit: the client's duplicate is taken if and only if the first one was lost.
        var store = new FakeStore();
        PublishPacket message = RawClient.Message("t", "x", quality: 2, packetId: 9);
        await using BrokerHost host = await StartAsync(store);
        await host.LeaveSubscribedAsync("s", "t", quality: 2);
        using RawClient publisher = await host.ResumeAsync("p");
        store.Hold();
        await publisher.SendAsync(message);
        await publisher.PingAsync();
        store.Commit(all: false);
        await publisher.ExpectAsync(PacketType.PubRec, 9);

        await using BrokerHost next = await StartAsync(new FakeStore(store));
        using RawClient same = await next.ResumeAsync("p");
        await same.SendAsync(message with { Duplicate = true });
        await same.ExpectAsync(PacketType.PubRec, 9);
        await same.AcknowledgeAsync(PacketType.PubRel, 9);
        await same.ExpectAsync(PacketType.PubComp, 9);
        using RawClient subscriber = await next.ResumeAsync("s");
        await subscriber.ExpectMessageAsync("x");
        await subscriber.PingAsync();
        Assert.Empty(next.Journal.Messages);
    }

    [Fact]
    public async Task Crash_WhileSending_GoesOnWithTheSameIdentifiers()
    {
        var store = new FakeStore();
        await using BrokerHost host = await StartAsync(store);
        using RawClient client = await host.ResumeAsync("c");
        await client.SubscribeAsync("t", quality: 2);
        foreach (string payload in new[] { "a", "b", "c" })
        {
            await host.PublishAsync("t", payload, quality: 2);
        }

        ushort[] ids = [.. (await client.ReadMessagesAsync(3)).Select(message => message.PacketId)];
        await client.AcknowledgeAsync(PacketType.PubRec, ids[0]);
        await client.ExpectAsync(PacketType.PubRel, ids[0]);
        await client.AcknowledgeAsync(PacketType.PubRec, ids[1]);
        await client.ExpectAsync(PacketType.PubRel, ids[1]);
        await client.AcknowledgeAsync(PacketType.PubComp, ids[1]);
        await client.PingAsync();

        await using BrokerHost next = await StartAsync(new FakeStore(store));
        using RawClient same = await next.ResumeAsync("c");
        await same.ExpectAsync(PacketType.PubRel, ids[0]);
        PublishPacket again = await same.ExpectMessageAsync("c");
        Assert.Equal((ids[2], true), (again.PacketId, again.Duplicate));
        await same.AcknowledgeAsync(PacketType.PubComp, ids[0]);
        await same.AcknowledgeAsync(PacketType.PubRec, ids[2]);
        await same.ExpectAsync(PacketType.PubRel, ids[2]);
        await same.AcknowledgeAsync(PacketType.PubComp, ids[2]);
        await same.PingAsync();
        Assert.Equal(0, next.Broker.Status().QueuedBytes);
    }

    [Fact]
    public async Task Crash_NewMessagesAfterIt_AreBehindTheOld()
    {
        var store = new FakeStore();
        await using BrokerHost host = await StartAsync(store);
        await host.LeaveSubscribedAsync("c", "t", quality: 1);
        await host.PublishAsync("t", "old", quality: 1);
        await using BrokerHost next = await StartAsync(new FakeStore(store));
        using RawClient client = await next.ResumeAsync("c");
        await client.ExpectMessageAsync("old");
        await client.SubscribeAsync("t", quality: 1);
        await next.PublishAsync("t", "new", quality: 1);
        await client.ExpectMessageAsync("new");
    }

    private static Task<BrokerHost> StartAsync(FakeStore store) =>
        BrokerHost.StartAsync(options => options.DrainTimeout = TimeSpan.FromSeconds(0.1), store);
}
