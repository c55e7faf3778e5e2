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

    [Theory]
    [InlineData(60u, 30, true)] // the session's end comes first (3.1.2-8)
    [InlineData(20u, 30, true)]
    [InlineData(60u, 10, false)]
    public async Task WillDelay_TimePasses_PublishesThenOnly(uint expirySeconds, int passedSeconds, bool isPublished)
    {
        // 3.1.3-9
        var time = new JumpingTime();
        await using BrokerHost host = await BrokerHost.StartAsync(time: time);
        using RawClient watcher = await WatchAsync(host);
        using (await RawClient.ConnectAsync(host.MqttPort, Delayed(expirySeconds, delaySeconds: expirySeconds == 20 ? 100u : 25u)))
        {
        }

        await host.WaitForAsync(status => status.WaitingSessions == 1);
        time.Jump(TimeSpan.FromSeconds(passedSeconds));
        if (isPublished)
        {
            Assert.Equal("offline", await watcher.ReadPayloadAsync());
        }
        else
        {
            using RawClient back = await RawClient.ConnectAsync(host.MqttPort, Delayed(expirySeconds, delaySeconds: 25));
            await back.SendAsync(new DisconnectPacket());
            await back.ReadToEndAsync();
            time.Jump(TimeSpan.FromSeconds(20));
            await watcher.PingAsync();
        }
    }

    [Fact]
    public async Task WillDelay_CleanStart_EndsTheSessionAndPublishes()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient watcher = await WatchAsync(host);
        using (await RawClient.ConnectAsync(host.MqttPort, Delayed(expirySeconds: 60, delaySeconds: 25)))
        {
        }

        await host.WaitForAsync(status => status.WaitingSessions == 1);
        using RawClient fresh = await host.ConnectAsync("mortal");
        Assert.Equal("offline", await watcher.ReadPayloadAsync());
    }

    [Fact]
    public async Task WillDelay_SessionOfConnectionOnly_PublishesAtOnce()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient watcher = await WatchAsync(host);
        using (await RawClient.ConnectAsync(host.MqttPort, Delayed(expirySeconds: 0, delaySeconds: 1_000)))
        {
        }

        Assert.Equal("offline", await watcher.ReadPayloadAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Will_QualityTwo_IsServed(int level)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("w", quality: 2);
        var will = new WillMessage { Topic = "w", Payload = "x"u8.ToArray(), QualityOfService = QualityOfService.ExactlyOnce };
        using (await RawClient.ConnectAsync(
            host.MqttPort, new ConnectPacket { Version = (ProtocolVersion)level, ClientId = "m", CleanStart = true, Will = will }))
        {
        }

        Assert.Equal(QualityOfService.ExactlyOnce, (await watcher.ExpectMessageAsync("x")).QualityOfService);
    }

    private static ConnectPacket Delayed(uint expirySeconds, uint delaySeconds) => SessionSteps.Persistent("mortal", expirySeconds: expirySeconds) with
    {
        Will = new WillMessage
        {
            Topic = "state",
            Payload = "offline"u8.ToArray(),
            Properties = new PacketProperties { WillDelaySeconds = delaySeconds },
        },
    };

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
