using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

/// <summary>A session and what waits in it belong to a user, not to who knows the client id.</summary>
public sealed class SessionOwnerTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Session_AnotherUserWithItsClientId_GetsANewOne(int level)
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: new FakeStore());
        await host.LeaveSubscribedAsync("c", "t", quality: 1, level);
        await host.PublishAsync("t", "not for mallory", quality: 1);
        ConnectPacket stranger = SessionSteps.Persistent("c", level) with { UserName = "mallory" };
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, stranger);
        Assert.False(client.Welcome.SessionPresent);
        await host.PublishAsync("t", "nor this", quality: 0);
        await client.PingAsync();
    }

    [Fact]
    public async Task Session_RestoredAfterARestart_StillBelongsToItsUser()
    {
        var store = new FakeStore();
        await using (BrokerHost host = await BrokerHost.StartAsync(store: store))
        {
            await host.LeaveSubscribedAsync("c", "t", quality: 1);
        }

        await using BrokerHost next = await BrokerHost.StartAsync(store: new FakeStore(store));
        using (RawClient stranger = await RawClient.ConnectAsync(next.MqttPort, SessionSteps.Persistent("c") with { UserName = "mallory" }))
        {
            Assert.False(stranger.Welcome.SessionPresent);
        }
    }

    [Fact]
    public async Task Session_FilterIsNoLongerPermitted_IsUnsubscribedWhenItsClientReturns()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("c", "closed", quality: 1);
        host.Access.Check = _ => new MqttClientAccess { Name = "anonymous", MaySubscribe = _ => SubscribePermission.NotAuthorized };
        using RawClient client = await host.ResumeAsync("c");
        Assert.True(client.Welcome.SessionPresent);
        await host.PublishAsync("closed", "secret", quality: 1);
        await client.PingAsync();
        Assert.Empty(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Subscriptions);
    }

    [Fact]
    public async Task Session_TopicWasClosedWhileItsMessagesWaited_AreWithheldAndForgotten()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("c", "#", quality: 1);
        await host.PublishAsync("closed", "secret", quality: 1);
        await host.PublishAsync("open", "news", quality: 1);
        host.Access.Check = _ => new MqttClientAccess { Name = "anonymous", MayReceive = topic => topic != "closed" };
        using RawClient client = await host.ResumeAsync("c");
        PublishPacket news = await client.ExpectMessageAsync("news");
        await client.AcknowledgeAsync(PacketType.PubAck, news.PacketId);
        await client.PingAsync();
        Assert.Equal(0, host.Broker.Status().QueuedBytes);
        Assert.Empty(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).Deliveries);
    }
}
