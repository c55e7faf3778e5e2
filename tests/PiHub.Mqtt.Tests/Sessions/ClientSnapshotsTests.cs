using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class ClientSnapshotsTests
{
    [Fact]
    public async Task Clients_ConnectedAndWaiting_AreShown()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        await host.LeaveSubscribedAsync("away", "t", quality: 1);
        using RawClient here = await RawClient.ConnectAsync(host.MqttPort, new ConnectPacket
        {
            Version = ProtocolVersion.V311,
            ClientId = "here",
            CleanStart = true,
            KeepAliveSeconds = 300,
            UserName = "ada",
        });
        await here.SubscribeAsync("t", quality: 1);
        await here.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1));
        Assert.Equal(2, new[] { await here.ReadAsync(), await here.ReadAsync() }.Length);
        await here.PingAsync();
        MqttClientSnapshot waiting = host.Broker.Clients().Single(client => client.ClientId == "away");
        Assert.False(waiting.IsConnected);
        Assert.Equal((1, 2L, 0), (waiting.QueuedMessages, waiting.QueuedBytes, waiting.InFlightMessages));
        Assert.Equal(["t"], waiting.Subscriptions);
        Assert.Equal(TimeSpan.FromHours(1), waiting.SessionExpiry);
        MqttClientSnapshot connected = host.Broker.Clients().Single(client => client.ClientId == "here");
        Assert.True(connected.IsConnected);
        Assert.Equal(("ada", "tcp", "3.1.1", TimeSpan.FromMinutes(5)), (connected.UserName, connected.Transport, connected.Protocol, connected.KeepAlive));
        Assert.Equal((1L, 1L, 1), (connected.MessagesReceived, connected.MessagesSent, connected.InFlightMessages));
        Assert.Equal(TimeSpan.Zero, connected.SessionExpiry);
        Assert.Equal(2, host.Broker.Clients().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EndClient_Connected_IsToldAndMayLoseItsSession(bool deleteSession)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ResumeAsync("c");
        Assert.True(host.Broker.EndClient("c", deleteSession));
        Assert.Equal(ReasonCode.AdministrativeAction, await client.ReadDisconnectAsync());
        using RawClient same = await host.ResumeAsync("c");
        Assert.Equal(!deleteSession, same.Welcome.SessionPresent);
    }

    [Fact]
    public async Task EndClient_Waiting_LosesItsSessionIfAskedFor()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("c", "t", quality: 1);
        Assert.False(host.Broker.EndClient("c", deleteSession: false));
        Assert.True(host.Broker.EndClient("c", deleteSession: true));
        Assert.False(host.Broker.EndClient("c", deleteSession: true));
        await Eventually.IsAsync(() => StoredChanges.Replay(store.Committed).Sessions.Count == 0);
        Assert.Empty(host.Broker.Clients());
        Assert.Equal(0, host.Broker.Status().Subscriptions);
        Assert.False(host.Broker.EndClient("nobody", deleteSession: true));
    }
}
