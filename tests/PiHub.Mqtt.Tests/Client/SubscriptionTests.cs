using System.Threading.Channels;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Client;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task Subscribe_BeforeAndAfterConnecting_IsToldToTheServer()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Receive("a", quality: 2, new SubscribeOptions { NoLocal = true, RetainAsPublished = true, RetainHandling = RetainHandling.Never });
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        SubscriptionRequest request = Assert.Single((await connection.GrantAsync()).Requests);
        Assert.Equal(
            new SubscriptionRequest { Filter = "a", QualityOfService = QualityOfService.ExactlyOnce, NoLocal = true, RetainAsPublished = true, RetainHandling = RetainHandling.Never },
            request);
        host.Receive("$share/g/b/#");
        Assert.Equal("$share/g/b/#", Assert.Single((await connection.GrantAsync()).Requests).Filter);
    }

    [Fact]
    public async Task Subscribe_AfterReconnecting_IsRepeatedOnlyWithoutSession()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port, level: 4));
        host.Receive("a");
        host.Client.Start();
        FakeConnection first = await server.WelcomeAsync();
        await first.GrantAsync();
        host.Receive("b");
        await first.ReadAsync<SubscribePacket>();
        first.Dispose(); // before its answer
        FakeConnection second = await server.WelcomeAsync(isSessionPresent: true);
        Assert.Equal("b", Assert.Single((await second.GrantAsync()).Requests).Filter);
        second.Dispose();
        using FakeConnection third = await server.WelcomeAsync();
        Assert.Equal(["a", "b"], (await third.GrantAsync()).Requests.Select(request => request.Filter));
    }

    [Fact]
    public async Task Subscribe_SameFilterTwice_SharesOneSubscription()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        ChannelReader<ReceivedMessage> kept = host.Receive("a", quality: 2);
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.GrantAsync();
        IAsyncDisposable ended = host.Client.Subscribe("a", QualityOfService.AtMostOnce, (_, _) => ValueTask.CompletedTask);
        Assert.Equal(QualityOfService.ExactlyOnce, Assert.Single((await connection.GrantAsync()).Requests).QualityOfService);
        await ended.DisposeAsync();
        await connection.SendAsync(Broker.RawClient.Message("a", "1"));
        Assert.Equal("1", await ClientHost.NextAsync(kept));
    }

    [Fact]
    public async Task Dispose_LastSubscriber_Unsubscribes()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        IAsyncDisposable subscription = host.Client.Subscribe("a", QualityOfService.AtMostOnce, (_, _) => ValueTask.CompletedTask);
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.GrantAsync();
        await subscription.DisposeAsync();
        UnsubscribePacket packet = await connection.ReadAsync<UnsubscribePacket>();
        Assert.Equal(["a"], packet.Filters);
        await connection.SendAsync(new SubAckPacket(PacketType.UnsubAck, packet.PacketId, [ReasonCode.Success]));
        host.Receive("a");
        await connection.GrantAsync();
    }

    [Fact]
    public async Task Subscribe_Refused_IsSaidInStatusAndTriedAgainWithTheNextConnection()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Receive("secret/#");
        host.Client.Start();
        FakeConnection first = await server.WelcomeAsync();
        await first.GrantAsync(ReasonCode.NotAuthorized);
        MqttClientStatus status = await host.WaitAsync(status => status.Reason is not null);
        Assert.Equal(
            (MqttClientState.Connected, "The server refuses the subscription to secret/#: not authorized. Check what the user may read there."),
            (status.State, status.Reason));
        Assert.Contains("The server refuses the subscription", Assert.Single(host.Log), StringComparison.Ordinal);
        first.Dispose();
        using FakeConnection second = await server.WelcomeAsync(isSessionPresent: true);
        await second.GrantAsync();
        await host.WaitAsync(status => status is { State: MqttClientState.Connected, Reason: null });
    }

    [Fact]
    public async Task Subscribe_GrantedLess_IsLogged()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Receive("a", quality: 2);
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.GrantAsync(ReasonCode.GrantedAtLeastOnce);
        host.Receive("b");
        await connection.GrantAsync(); // asked after the first answer was noted
        Assert.Contains("grants QoS 1 for a; QoS 2 was asked for", Assert.Single(host.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_FilterLargerThanTheServerTakes_IsSaidInStatus()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Receive(new string('f', 300));
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync(properties: new PacketProperties { MaximumPacketBytes = 200 });
        MqttClientStatus status = await host.WaitAsync(status => status.Reason is not null);
        Assert.Equal($"The filter {new string('f', 40)}… is longer than the server takes.", status.Reason);
    }

    [Theory]
    [InlineData("a/#/b")]
    [InlineData("")]
    [InlineData("$share/a")]
    [InlineData("$share//a")]
    public async Task Subscribe_MalformedFilter_IsAnArgumentException(string filter)
    {
        await using var host = new ClientHost(ClientHost.Options(1));
        Assert.Throws<ArgumentException>(() => host.Receive(filter));
    }
}
