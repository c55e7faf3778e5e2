using System.Threading.Channels;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>The client and our own broker.</summary>
public sealed class OwnBrokerTests
{
    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public async Task Messages_Many_ArriveInOrder(int level, bool overWebSocket)
    {
        await using BrokerHost broker = await BrokerHost.StartAsync();
        MqttClientOptions options = ClientHost.Options(broker.MqttPort, level);
        options.Server = overWebSocket ? new Uri($"ws://127.0.0.1:{broker.HttpPort}/mqtt") : options.Server;
        await using ClientHost host = await ClientHost.ConnectAsync(options);
        ChannelReader<ReceivedMessage> received = host.Receive("bulk");
        await host.PublishAsync("bulk", "ready", retain: true);
        Assert.Equal("ready", await ClientHost.NextAsync(received));
        Task[] publishing = [.. Enumerable.Range(0, 500).Select(i => host.PublishAsync("bulk", $"{i}"))];
        for (int i = 0; i < 500; i++)
        {
            Assert.Equal($"{i}", await ClientHost.NextAsync(received));
        }

        await Task.WhenAll(publishing);
    }

    [Fact]
    public async Task Message_RejectedByTheJournal_ThrowsTheReason()
    {
        await using BrokerHost broker = await BrokerHost.StartAsync();
        broker.Journal.Judge = (_, _) => ValueTask.FromResult(PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, "no JSON"));
        await using ClientHost host = await ClientHost.ConnectAsync(ClientHost.Options(broker.MqttPort));
        MqttClientException exception = await Assert.ThrowsAsync<MqttClientException>(() => host.PublishAsync("a", "x"));
        Assert.Equal(
            (ReasonCode.PayloadFormatInvalid, "The server refuses the message on a: payload format invalid (“no JSON”)."),
            (exception.Code, exception.Message));
    }

    [Fact]
    public async Task Broker_Stops_IsExplained()
    {
        await using BrokerHost broker = await BrokerHost.StartAsync();
        await using ClientHost host = await ClientHost.ConnectAsync(ClientHost.Options(broker.MqttPort));
        await broker.StopAsync();
        Assert.StartsWith("The server ended the connection: server shutting down", await host.FailureAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Login_Refused_IsExplained(int level)
    {
        await using BrokerHost broker = await BrokerHost.StartAsync();
        broker.Access.Check = credentials => credentials.UserName == "me" ? new MqttClientAccess { Name = "me" } : null;
        await using var refused = new ClientHost(ClientHost.Options(broker.MqttPort, level));
        refused.Client.Start();
        Assert.StartsWith("The server refuses the user name or password", await refused.FailureAsync(), StringComparison.Ordinal);
        MqttClientOptions options = ClientHost.Options(broker.MqttPort, level);
        (options.UserName, options.Password) = ("me", "secret");
        await using ClientHost accepted = await ClientHost.ConnectAsync(options);
    }

    [Fact]
    public async Task ClientId_UsedTwice_IsExplained()
    {
        await using BrokerHost broker = await BrokerHost.StartAsync();
        await using ClientHost first = await ClientHost.ConnectAsync(ClientHost.Options(broker.MqttPort));
        await using ClientHost second = await ClientHost.ConnectAsync(ClientHost.Options(broker.MqttPort));
        Assert.StartsWith("Another client has connected with the same client id", await first.FailureAsync(), StringComparison.Ordinal);
        Assert.Equal(MqttClientState.Connected, second.Client.Status.State);
    }
}
