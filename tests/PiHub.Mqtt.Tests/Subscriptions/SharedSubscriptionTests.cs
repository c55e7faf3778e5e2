using System.Text;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Subscriptions;

public sealed class SharedSubscriptionTests
{
    [Theory]
    [InlineData("$share/g/a", true)]
    [InlineData("$share/g/+/#", true)]
    [InlineData("$share/g//", true)]
    [InlineData("$share", false)]
    [InlineData("$share/", false)]
    [InlineData("$share/g", false)]
    [InlineData("$share/g/", false)]
    [InlineData("$share//a", false)] // 4.8.2-1
    [InlineData("$share/+/a", false)] // 4.8.2-2
    [InlineData("$share/#", false)]
    [InlineData("$share/g/a#", false)]
    public async Task Subscribe_ShareName_IsChecked(string filter, bool isGranted)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        Assert.Equal([isGranted ? ReasonCode.Success : ReasonCode.TopicFilterInvalid], (await client.SubscribeAsync(filter)).Reasons);
        using RawClient old = await host.ConnectAsync("o", level: 4);
        Assert.Equal([isGranted ? ReasonCode.Success : ReasonCode.UnspecifiedError], (await old.SubscribeAsync(filter)).Reasons);
    }

    [Fact]
    public async Task Subscribe_NoLocal_IsAProtocolErrorAndChangesNothing()
    {
        // 3.8.3-4
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SendAsync(new SubscribePacket
        {
            PacketId = 1,
            Requests = [new SubscriptionRequest { Filter = "b" }, new SubscriptionRequest { Filter = "$share/g/a", NoLocal = true }],
        });
        Assert.Equal(ReasonCode.ProtocolError, await client.ReadDisconnectAsync());
        Assert.Equal(0, host.Broker.Status().Subscriptions);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Publish_SeveralGroups_GivesEachOneCopy(int level)
    {
        // 4.8.2
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient first = await host.ConnectAsync("1", level);
        using RawClient second = await host.ConnectAsync("2", level);
        await first.SubscribeAsync("$share/g/a/+");
        await second.SubscribeAsync("$share/g/a/+");
        await first.SubscribeAsync("$share/h/a/+"); // another name
        await first.SubscribeAsync("$share/g/a/#"); // another filter
        await first.SubscribeAsync("a/b");
        await first.SubscribeAsync("end");
        await second.SubscribeAsync("end");
        for (int i = 0; i < 10; i++)
        {
            await PublishAsync(host, "a/b", $"{i}");
        }

        await PublishAsync(host, "end", "end");
        List<string> toFirst = await ReadUntilAsync(first, "end");
        List<string> toSecond = await ReadUntilAsync(second, "end");
        Assert.Equal((35, 5), (toFirst.Count, toSecond.Count)); // ten each alone, and five of ten
        Assert.All(toFirst.Concat(toSecond).CountBy(payload => payload), pair => Assert.Equal(4, pair.Value));
    }

    [Fact]
    public async Task Publish_ToMember_HasItsQualityFlagsAndIdentifier()
    {
        // 4.8.2-3
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SendAsync(new SubscribePacket
        {
            PacketId = 1,
            Requests = [new SubscriptionRequest { Filter = "$share/g/a", RetainAsPublished = true }],
            Properties = new PacketProperties { SubscriptionIdentifiers = [7] },
        });
        await client.ReadAsync<SubAckPacket>();
        await host.Bus.PublishAsync(new BusMessage { Topic = "a", Payload = "x"u8.ToArray(), Retain = true }, CancellationToken.None);
        PublishPacket publish = await client.ReadAsync<PublishPacket>();
        Assert.Equal((QualityOfService.AtMostOnce, true), (publish.QualityOfService, publish.Retain));
        Assert.Equal([7u], publish.Properties?.SubscriptionIdentifiers ?? []);
    }

    [Fact]
    public async Task Subscribe_RetainedMessage_IsNotSent()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        await host.Bus.PublishAsync(new BusMessage { Topic = "a", Payload = "x"u8.ToArray(), Retain = true }, CancellationToken.None);
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("$share/g/a");
        await client.PingAsync();
    }

    [Fact]
    public async Task Subscribe_Permission_IsAskedForTheTopics()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Access.Check = _ => new MqttClientAccess { Name = "n", MaySubscribe = filter => filter == "a/#" ? SubscribePermission.Granted : SubscribePermission.NotAuthorized };
        using RawClient client = await host.ConnectAsync("c");
        Assert.Equal([ReasonCode.Success], (await client.SubscribeAsync("$share/g/a/#")).Reasons);
        Assert.Equal([ReasonCode.NotAuthorized], (await client.SubscribeAsync("$share/a/#")).Reasons);
    }

    [Fact]
    public async Task Publish_MemberThatDoesNotAcknowledge_LeavesTheRestToOthers()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient stuck = await RawClient.ConnectAsync(host.MqttPort, new ConnectPacket
        {
            Version = ProtocolVersion.V5,
            ClientId = "stuck",
            CleanStart = true,
            Properties = new PacketProperties { ReceiveMaximum = 1 },
        });
        using RawClient other = await host.ConnectAsync("other");
        await stuck.SubscribeAsync("$share/g/a", quality: 1);
        await other.SubscribeAsync("$share/g/a", quality: 1);
        await PublishAsync(host, "a", "first");
        await PublishAsync(host, "a", "second"); // one of the two is stuck's
        string kept = await stuck.ReadPayloadAsync();
        for (int i = 0; i < 20; i++)
        {
            await PublishAsync(host, "a", $"{i}");
        }

        var payloads = new List<string>();
        for (int i = 0; i < 21; i++)
        {
            payloads.Add(await other.ReadPayloadAsync());
        }

        Assert.Equal(21, payloads.Distinct().Count());
        Assert.DoesNotContain(kept, payloads);
    }

    [Fact]
    public async Task Unsubscribe_Member_LeavesTheGroup()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient first = await host.ConnectAsync("1");
        using RawClient second = await host.ConnectAsync("2");
        await first.SubscribeAsync("$share/g/a");
        await second.SubscribeAsync("$share/g/a");
        await first.SendAsync(new UnsubscribePacket { PacketId = 9, Filters = ["$share/g/a", "a"] });
        Assert.Equal([ReasonCode.Success, ReasonCode.NoSubscriptionExisted], (await first.ReadAsync<SubAckPacket>()).Reasons);
        await PublishAsync(host, "a", "1");
        await PublishAsync(host, "a", "2");
        Assert.Equal(("1", "2"), (await second.ReadPayloadAsync(), await second.ReadPayloadAsync()));
    }

    private static ValueTask PublishAsync(BrokerHost host, string topic, string payload) =>
        host.Bus.PublishAsync(new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload) }, CancellationToken.None);

    private static async Task<List<string>> ReadUntilAsync(RawClient client, string end)
    {
        var payloads = new List<string>();
        while (await client.ReadPayloadAsync() is var payload && payload != end)
        {
            payloads.Add(payload);
        }

        return payloads;
    }
}
