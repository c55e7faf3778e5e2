using System.Text;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class WillTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Will_ConnectionLost_IsPublished(int level)
    {
        // 3.1.2-7, -8, -14, -15
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient watcher = await WatchAsync(host);
        using (await ConnectAsync(host, level))
        {
        }

        PublishPacket will = await watcher.ReadAsync<PublishPacket>();
        Assert.Equal(("state", "offline"), (will.Topic, Encoding.UTF8.GetString(will.Payload.Span)));
        Assert.Equal(level == 5 ? "why" : null, will.Properties?.UserProperties[0].Key);
        Assert.Equal("mortal", Assert.Single(host.Journal.Messages).ClientId);
        Assert.Equal(1, host.Broker.Status().RetainedMessages);
    }

    [Theory]
    [InlineData(4, "E000", false)] // 3.1.2-10, 3.14.4-3
    [InlineData(5, "E000", false)]
    [InlineData(5, "E00104", true)] // disconnect with will
    [InlineData(5, "E00182", true)]
    [InlineData(5, "FFFF", true)] // protocol error
    public async Task Will_Disconnect_DependsOnItsReason(int level, string hex, bool isPublished)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient watcher = await WatchAsync(host);
        using (RawClient mortal = await ConnectAsync(host, level))
        {
            await mortal.SendAsync(hex);
            await mortal.ReadToEndAsync();
        }

        // The id is free again only when everything of the old connection is done.
        using RawClient same = await host.ConnectAsync("mortal");
        await host.Bus.PublishAsync(new BusMessage { Topic = "end", Payload = "end"u8.ToArray() }, CancellationToken.None);
        Assert.Equal(isPublished ? "offline" : "end", await watcher.ReadPayloadAsync());
    }

    [Fact]
    public async Task Will_KeepAliveTimeout_IsPublished()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient watcher = await WatchAsync(host);
        using RawClient mortal = await ConnectAsync(host, level: 5, keepAliveSeconds: 1);
        Assert.Equal("offline", await watcher.ReadPayloadAsync());
    }

    [Fact]
    public async Task Will_TakeOver_IsPublishedBeforeTheNewConnectionSpeaks()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient watcher = await WatchAsync(host);
        using RawClient old = await ConnectAsync(host, level: 5);
        using RawClient next = await ConnectAsync(host, level: 5);
        await next.SendAsync(RawClient.Message("state", "online", retain: true));
        Assert.Equal("offline", await watcher.ReadPayloadAsync());
        Assert.Equal("online", await watcher.ReadPayloadAsync());
    }

    [Fact]
    public async Task Will_NotPermitted_IsRejected()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Access.Check = credentials => new MqttClientAccess { Name = "n", MayPublish = _ => credentials.ClientId != "mortal" };
        using (await ConnectAsync(host, level: 5))
        {
        }

        using RawClient same = await host.ConnectAsync("mortal");
        Assert.Empty(host.Journal.Messages);
        Assert.Equal("state", Assert.Single(host.Broker.Rejected.Snapshot()).Topic);
    }

    private static async Task<RawClient> WatchAsync(BrokerHost host)
    {
        RawClient watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("#");
        return watcher;
    }

    private static Task<RawClient> ConnectAsync(BrokerHost host, int level, ushort keepAliveSeconds = 0) => RawClient.ConnectAsync(
        host.MqttPort,
        new ConnectPacket
        {
            Version = (ProtocolVersion)level,
            ClientId = "mortal",
            CleanStart = true,
            KeepAliveSeconds = keepAliveSeconds,
            Will = new WillMessage
            {
                Topic = "state",
                Payload = "offline"u8.ToArray(),
                QualityOfService = QualityOfService.AtLeastOnce,
                Retain = true,
                Properties = level == 5 ? new PacketProperties { UserProperties = [new("why", "lost")] } : null,
            },
        });
}
