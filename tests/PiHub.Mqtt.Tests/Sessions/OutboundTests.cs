using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class OutboundTests
{
    [Fact]
    public async Task Deliver_WindowFull_WaitsForAcknowledgements()
    {
        // 3.3.4-9, 4.9.0-1 to -3
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient subscriber = await RawClient.ConnectAsync(host.MqttPort, Connect(new PacketProperties { ReceiveMaximum = 2 }));
        await subscriber.SubscribeAsync("t", quality: 1);
        for (int i = 0; i < 5; i++)
        {
            await host.Bus.PublishAsync(Message("t", [(byte)i]), CancellationToken.None);
        }

        ushort first = (await subscriber.ReadAsync<PublishPacket>()).PacketId;
        ushort second = (await subscriber.ReadAsync<PublishPacket>()).PacketId;
        Assert.NotEqual(first, second); // 2.2.1-3
        await subscriber.PingAsync(); // other packets are not delayed, and no third message came
        for (byte i = 2; i < 5; i++)
        {
            await subscriber.SendAsync(new AcknowledgementPacket(PacketType.PubAck, first));
            PublishPacket next = await subscriber.ReadAsync<PublishPacket>();
            Assert.Equal([i], next.Payload.ToArray());
            (first, second) = (second, next.PacketId);
        }
    }

    [Fact]
    public async Task Deliver_UnknownAcknowledgement_DoesNotOpenTheWindow()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient subscriber = await RawClient.ConnectAsync(host.MqttPort, Connect(new PacketProperties { ReceiveMaximum = 1 }));
        await subscriber.SubscribeAsync("t", quality: 1);
        await host.Bus.PublishAsync(Message("t", [1]), CancellationToken.None);
        await host.Bus.PublishAsync(Message("t", [2]), CancellationToken.None);
        ushort id = (await subscriber.ReadAsync<PublishPacket>()).PacketId;
        await subscriber.SendAsync(new AcknowledgementPacket(PacketType.PubAck, (ushort)(id + 1)), new AcknowledgementPacket(PacketType.PubAck, 60_000));
        await subscriber.PingAsync();
    }

    [Fact]
    public async Task Deliver_LargerThanClientTakes_IsDroppedAndCounted()
    {
        // 3.1.2-24, -25
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient subscriber = await RawClient.ConnectAsync(host.MqttPort, Connect(new PacketProperties { MaximumPacketBytes = 64 }));
        await subscriber.SubscribeAsync("t", quality: 1);
        await host.Bus.PublishAsync(Message("t", new byte[58]), CancellationToken.None); // 1 + 1 + 3 + 2 + 1 + 58 = 66 bytes
        await host.Bus.PublishAsync(Message("t", new byte[56]), CancellationToken.None);
        Assert.Equal(56, (await subscriber.ReadAsync<PublishPacket>()).Payload.Length);
        Assert.Equal(1, host.Broker.Status().MessagesDropped);
    }

    [Fact]
    public async Task Deliver_SlowClient_DropsItsOwnMessagesOnly()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.OutboundQueueMessages = 10);
        using RawClient slow = await RawClient.ConnectAsync(host.MqttPort, Connect(new PacketProperties { ReceiveMaximum = 1 }) with { ClientId = "slow" });
        using RawClient fast = await host.ConnectAsync("fast");
        await slow.SubscribeAsync("t", quality: 1);
        await fast.SubscribeAsync("t", quality: 0);
        byte[] payload = new byte[10];
        for (int i = 0; i < 300; i++)
        {
            await host.Bus.PublishAsync(Message("t", payload), CancellationToken.None);
            await fast.ReadAsync<PublishPacket>();
        }

        // Of the slow client: one in flight, at most one batch of 64 with the loop, ten in the queue.
        Assert.InRange(host.Broker.Status().MessagesDropped, 300 - 1 - 64 - 10, 300 - 1 - 10);
        await slow.ReadAsync<PublishPacket>();
        await slow.PingAsync();
    }

    [Fact]
    public async Task Deliver_Flood_LosesNothingWhenTheClientReads()
    {
        // Far more than the queue holds: the publishers are made to wait instead, here as long as it takes.
        await using BrokerHost host = await BrokerHost.StartAsync(options =>
        {
            options.OutboundQueueMessages = 20;
            options.SubscriberGrace = TimeSpan.FromSeconds(30);
        });
        using RawClient subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("t");
        using RawClient first = await host.ConnectAsync("p1");
        using RawClient second = await host.ConnectAsync("p2");
        Packet[] flood = [.. Enumerable.Range(0, 1_000).Select(_ => RawClient.Message("t", new string('x', 100)))];
        await Task.WhenAll(first.SendAsync(flood), second.SendAsync(flood));
        for (int i = 0; i < 2_000; i++)
        {
            await subscriber.ReadAsync<PublishPacket>();
        }

        Assert.Equal(0, host.Broker.Status().MessagesDropped);
    }

    [Fact]
    public async Task Deliver_Expired_IsNotSent()
    {
        // 3.3.2-5: an expiry of 0 seconds has passed at once.
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("t");
        await client.SendAsync(RawClient.Message("t", "old") with { Properties = new PacketProperties { MessageExpirySeconds = 0 } });
        await client.SendAsync(RawClient.Message("t", "new"));
        Assert.Equal("new", await client.ReadPayloadAsync());
    }

    private static ConnectPacket Connect(PacketProperties properties) =>
        new() { Version = ProtocolVersion.V5, ClientId = "c", CleanStart = true, Properties = properties };

    private static BusMessage Message(string topic, byte[] payload) => new() { Topic = topic, Payload = payload };
}
