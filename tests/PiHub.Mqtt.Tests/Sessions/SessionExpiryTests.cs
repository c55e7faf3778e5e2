using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class SessionExpiryTests
{
    [Theory]
    [InlineData(5, 100, 99, true)]
    [InlineData(5, 100, 101, false)] // 4.1.0-2
    [InlineData(5, uint.MaxValue, 400_000_000, true)]
    [InlineData(4, 0, 6 * 86_400, true)]
    [InlineData(4, 0, 8 * 86_400, false)]
    public async Task Expiry_TimePasses_EndsTheSessionThenOnly(int level, uint expirySeconds, int passedSeconds, bool isPresent)
    {
        var time = new JumpingTime();
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store, time: time);
        using (RawClient client = await host.ResumeAsync("c", level, expirySeconds))
        {
            await client.SubscribeAsync("t", quality: 1);
            await client.LeaveAsync();
        }

        await host.WaitForAsync(status => status.WaitingSessions == 1);
        time.Jump(TimeSpan.FromSeconds(passedSeconds));
        await host.WaitForAsync(status => status.WaitingSessions == (isPresent ? 1 : 0) && status.Subscriptions == (isPresent ? 1 : 0));
        await Eventually.IsAsync(() => StoredChanges.Replay(store.Committed).Sessions.Count == (isPresent ? 1 : 0));
        using RawClient same = await host.ResumeAsync("c", level);
        Assert.Equal(isPresent, same.Welcome.SessionPresent);
    }

    [Fact]
    public async Task Expiry_WhileConnected_DoesNotRun()
    {
        var time = new JumpingTime();
        await using BrokerHost host = await BrokerHost.StartAsync(time: time);
        using (RawClient first = await host.ResumeAsync("c", expirySeconds: 10))
        {
            await first.LeaveAsync();
        }

        await host.WaitForAsync(status => status.WaitingSessions == 1);
        using (RawClient second = await host.ResumeAsync("c", expirySeconds: 10))
        {
            time.Jump(TimeSpan.FromSeconds(11));
            await second.PingAsync();
        }

        await host.WaitForAsync(status => status.WaitingSessions == 1);
        using RawClient third = await host.ResumeAsync("c");
        Assert.True(third.Welcome.SessionPresent);
    }

    [Theory]
    [InlineData(0u, false)]
    [InlineData(5u, true)]
    public async Task Expiry_ChangedOnDisconnect_Counts(uint expirySeconds, bool isPresent)
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        using (RawClient client = await host.ResumeAsync("c"))
        {
            await client.LeaveAsync(expirySeconds);
        }

        await Eventually.IsAsync(() => StoredChanges.Replay(store.Committed).Sessions.SingleOrDefault()?.ExpirySeconds == (isPresent ? 5u : null));
        using RawClient same = await host.ResumeAsync("c");
        Assert.Equal(isPresent, same.Welcome.SessionPresent);
    }

    [Fact]
    public async Task Expiry_RaisedFromZeroOnDisconnect_IsAProtocolError()
    {
        // 3.14.2.2.2
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SendAsync(new DisconnectPacket { Properties = new PacketProperties { SessionExpirySeconds = 1 } });
        Assert.Equal(ReasonCode.ProtocolError, await client.ReadDisconnectAsync());
    }

    [Fact]
    public async Task Expiry_ResumedWithZero_EndsWithTheConnection()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        await host.LeaveSubscribedAsync("c", "t", quality: 1);
        using (RawClient client = await host.ResumeAsync("c", expirySeconds: 0))
        {
            Assert.True(client.Welcome.SessionPresent);
            await client.LeaveAsync();
        }

        await Eventually.IsAsync(() => StoredChanges.Replay(store.Committed).Sessions.Count == 0);
        using RawClient same = await host.ResumeAsync("c");
        Assert.False(same.Welcome.SessionPresent);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(150, false)]
    public async Task Restart_AfterASessionsTime_DeletesIt(int passedSeconds, bool isPresent)
    {
        var time = new JumpingTime();
        var store = new FakeStore();
        await store.AppendAsync(new StoreUnit
        {
            Changes = [new SessionSaved(new StoredSession { ClientId = "c", ExpirySeconds = 100, DisconnectedAt = time.GetUtcNow() })],
        });
        time.Jump(TimeSpan.FromSeconds(passedSeconds));
        await using BrokerHost host = await BrokerHost.StartAsync(store: store, time: time);
        Assert.Equal(isPresent ? 1 : 0, StoredChanges.Replay(store.Committed).Sessions.Count);
        Assert.Equal(isPresent ? 1 : 0, host.Broker.Status().WaitingSessions);
        time.Jump(TimeSpan.FromSeconds(60));
        await host.WaitForAsync(status => status.WaitingSessions == 0);
    }

    [Fact]
    public async Task Restart_SessionWasConnected_WaitsFromNowOn()
    {
        var time = new JumpingTime();
        var store = new FakeStore();
        await store.AppendAsync(new StoreUnit { Changes = [new SessionSaved(new StoredSession { ClientId = "c", ExpirySeconds = 100 })] });
        await using BrokerHost host = await BrokerHost.StartAsync(store: store, time: time);
        Assert.NotNull(Assert.Single(StoredChanges.Replay(store.Committed).Sessions).DisconnectedAt);
        time.Jump(TimeSpan.FromSeconds(99));
        Assert.Equal(1, host.Broker.Status().WaitingSessions);
        time.Jump(TimeSpan.FromSeconds(2));
        await host.WaitForAsync(status => status.WaitingSessions == 0);
    }
}
