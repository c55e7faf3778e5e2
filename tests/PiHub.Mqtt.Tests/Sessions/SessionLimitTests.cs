using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Sessions;

/// <summary>What sessions may cost a broker, at most.</summary>
public sealed class SessionLimitTests
{
    [Theory]
    [InlineData(5, ReasonCode.QuotaExceeded)]
    [InlineData(4, ReasonCode.ServerUnavailable)]
    public async Task Session_MoreThanThereMayBe_IsRefusedUntilOneEnds(int level, ReasonCode expected)
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.MaximumSessions = 1);
        await host.LeaveSubscribedAsync("first", "t", quality: 1, level);
        using RawClient second = await host.ResumeAsync("second", level);
        Assert.Equal(expected, second.Welcome.Reason);
        Assert.Equal(1, host.Broker.Status().ConnectionsRefused);
        using RawClient plain = await host.ConnectAsync("plain", level);
        Assert.Equal(ReasonCode.Success, plain.Welcome.Reason);
        using RawClient again = await host.ResumeAsync("first", level);
        Assert.True(again.Welcome.SessionPresent);
        await again.LeaveAsync();
        await host.WaitForAsync(status => status.WaitingSessions == 1);
        Assert.True(host.Broker.EndClient("first", deleteSession: true));
        using RawClient late = await host.ResumeAsync("second", level);
        Assert.Equal(ReasonCode.Success, late.Welcome.Reason);
    }

    [Fact]
    public async Task Stop_StoreInTrouble_DoesNotWaitForTheEndOfSessionsAgain()
    {
        var store = new FakeStore();
        BrokerHost host = await BrokerHost.StartAsync(options => options.DrainTimeout = TimeSpan.FromMinutes(10), store);
        using RawClient client = await host.ResumeAsync("c");
        await client.SubscribeAsync("t", quality: 1);
        store.Hold();
        store.Trouble = "the disk is full";
        using var enough = new CancellationTokenSource();
        var message = new BusMessage { Topic = "t", Payload = "x"u8.ToArray(), QualityOfService = QualityOfService.AtLeastOnce };
        Task published = host.Bus.PublishAsync(message, enough.Token).AsTask();
        await client.LeaveAsync(expirySeconds: 0);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => published);

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }
}
