using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class TopicAliasTests
{
    [Fact]
    public async Task Inbound_Alias_StandsForItsTopic()
    {
        // 3.3.2-12
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("#");
        await client.SendAsync(Aliased("a", 1), Aliased("", 1), Aliased("b", 1), Aliased("", 1), Aliased("z", 32), Aliased("", 32));
        PublishPacket[] received = await client.ReadMessagesAsync(6);
        Assert.Equal(["a", "a", "b", "b", "z", "z"], received.Select(message => message.Topic));
        Assert.All(received, message => Assert.Null(message.Properties?.TopicAlias)); // not forwarded
    }

    [Fact]
    public async Task Inbound_AliasOfAnEarlierConnection_IsUnknown()
    {
        // 3.3.2-7
        await using BrokerHost host = await BrokerHost.StartAsync();
        using (RawClient client = await host.ResumeAsync("c"))
        {
            await client.SendAsync(Aliased("a", 1));
            await client.LeaveAsync();
        }

        using RawClient same = await host.ResumeAsync("c");
        await same.SendAsync(Aliased("", 1));
        Assert.Equal(ReasonCode.ProtocolError, await same.ReadDisconnectAsync());
    }

    [Fact]
    public async Task Outbound_FirstTopics_GetAnAliasAsFarAsTheClientAllows()
    {
        // 3.1.2-26, 3.3.2-11
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await ConnectAsync(host, maximum: 1);
        await client.SubscribeAsync("#");
        foreach (string topic in new[] { "a", "a", "b", "b", "a" })
        {
            await host.PublishAsync(topic, "x", quality: 0);
        }

        PublishPacket[] received = await client.ReadMessagesAsync(5);
        Assert.Equal(["a", "", "b", "b", ""], received.Select(message => message.Topic));
        Assert.Equal([1u, 1u, null, null, 1u], received.Select(message => message.Properties?.TopicAlias));
    }

    [Fact]
    public async Task Outbound_MessageThatIsNotSent_SetsNoAlias()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await ConnectAsync(host, maximum: 10, maximumPacketBytes: 64);
        await client.SubscribeAsync("#");
        await host.PublishAsync("a", new string('x', 100), quality: 0);
        await host.PublishAsync("a", "x", quality: 0);
        Assert.Equal("a", (await client.ReadAsync<PublishPacket>()).Topic);
    }

    [Fact]
    public async Task Outbound_BrokerMayUseNone_SendsTopicsOnly()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.OutboundTopicAliases = 0);
        using RawClient client = await ConnectAsync(host, maximum: 10);
        await client.SubscribeAsync("#");
        await host.PublishAsync("a", "x", quality: 0);
        await host.PublishAsync("a", "x", quality: 0);
        Assert.All(await client.ReadMessagesAsync(2), message => Assert.Equal(("a", null), (message.Topic, message.Properties?.TopicAlias)));
    }

    private static PublishPacket Aliased(string topic, uint alias) =>
        RawClient.Message(topic, "x") with { Properties = new PacketProperties { TopicAlias = alias } };

    private static Task<RawClient> ConnectAsync(BrokerHost host, uint maximum, uint? maximumPacketBytes = null) => RawClient.ConnectAsync(
        host.MqttPort,
        new ConnectPacket
        {
            Version = ProtocolVersion.V5,
            ClientId = "c",
            CleanStart = true,
            Properties = new PacketProperties { TopicAliasMaximum = maximum, MaximumPacketBytes = maximumPacketBytes },
        });
}
