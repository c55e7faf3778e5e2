using System.Text;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Access;

/// <summary>Topic rules as clients see them.</summary>
public sealed class TopicRuleTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Subscribe_ToAClosedTopic_IsAnUnspecifiedError(int level)
    {
        await using BrokerHost host = await StartAsync(TopicAclTests.Rule("closed", "deny", "subscribe"));
        using RawClient client = await host.ConnectAsync("c", level);

        SubAckPacket answer = await client.SubscribeAsync(
            new SubscriptionRequest { Filter = "closed" }, new SubscriptionRequest { Filter = "open" });

        Assert.Equal([ReasonCode.UnspecifiedError, ReasonCode.Success], answer.Reasons); // 0x80, and granted QoS 0
    }

    [Theory]
    [InlineData("#")]
    [InlineData("+/x")]
    public async Task Delivery_OfADeniedTopic_IsWithheldFromAWiderSubscription(string filter)
    {
        await using BrokerHost host = await StartAsync(TopicAclTests.Rule("closed/#", "deny", "subscribe"));
        await PublishAsync(host, "closed/x", "kept", retain: true);
        using RawClient client = await host.ConnectAsync("c");
        Assert.Equal(ReasonCode.Success, Assert.Single((await client.SubscribeAsync(filter)).Reasons));

        await PublishAsync(host, "closed/x", "hidden");
        await PublishAsync(host, "open/x", "shown");

        Assert.Equal("shown", await client.ReadPayloadAsync());
        Assert.Equal(0, host.Broker.Status().MessagesDropped);
    }

    [Fact]
    public async Task Publish_ToADeniedTopic_IsNotAuthorizedAndGoesToNobody()
    {
        await using BrokerHost host = await StartAsync(TopicAclTests.Rule("closed", "deny", "publish"));
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("#");

        await client.SendAsync(RawClient.Message("closed", "x", quality: 1, packetId: 1));

        Assert.Equal(ReasonCode.NotAuthorized, (await client.ReadAsync<AcknowledgementPacket>()).Reason);
        Assert.Empty(host.Journal.Messages);
    }

    private static async Task<BrokerHost> StartAsync(params AclRuleOptions[] rules)
    {
        BrokerHost host = await BrokerHost.StartAsync();
        TopicAcl acl = TopicAclTests.Acl(rules);
        host.Access.Check = credentials => acl.Apply(new MqttClientAccess { Name = "n" }, "operator", credentials.ClientId);
        return host;
    }

    private static ValueTask PublishAsync(BrokerHost host, string topic, string payload, bool retain = false) =>
        host.Bus.PublishAsync(new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), Retain = retain }, CancellationToken.None);
}
