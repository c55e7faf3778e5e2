using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter F: SUBSCRIBE, UNSUBSCRIBE, PINGREQ (3.8 to 3.13).</summary>
public sealed class SubscribeTests
{
    [Theory, BothVersions]
    [Statement("3.8.3-3 3.10.3-2", "3.8.3-2 3.10.3-2")]
    public async Task Request_WithoutFilter_Closes(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        foreach (byte first in new byte[] { 0x82, 0xA2 })
        {
            using RawClient client = await broker.ConnectAsync("a", level);
            await client.SendAsync(Wire.Packet(first, Wire.Two(1), Wire.Properties(level)));
            await client.ExpectErrorAsync(level, ReasonCode.ProtocolError, ReasonCode.MalformedPacket);
        }
    }

    [Theory, BothVersions((byte)0x03, (byte)0x40, (byte)0x80, (byte)0x30, (byte)0xC1)]
    [Statement("3.8.3-4", "3.8.3-5")]
    public async Task Options_Reserved_Closes(int level, byte options)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(Wire.Subscribe(level, 0x82, 1, "t"u8.ToArray(), options));
        await client.ExpectErrorAsync(level, ReasonCode.ProtocolError, ReasonCode.MalformedPacket);
    }

    [Theory]
    [InlineData((byte)0x04)]
    [InlineData((byte)0x08)]
    [InlineData((byte)0x10)]
    [Statement("3.8.3-4")]
    public async Task Options_OfMqtt5In311_Closes(byte options)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 4);
        await client.SendAsync(Wire.Subscribe(4, 0x82, 1, "t"u8.ToArray(), options));
        await client.ExpectErrorAsync(4);
    }

    [Theory, BothVersions]
    [Statement("3.8.4-1 3.8.4-2 3.8.4-4 3.8.4-5 3.9.3-1 3.9.3-2", "3.8.4-1 3.8.4-2 3.8.4-5 3.8.4-6 3.8.4-7 3.9.3-1 3.9.3-2")]
    public async Task Subscribe_SeveralFilters_AreAnsweredInOrder(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        broker.Own.Access.Check = _ => new MqttClientAccess { Name = "n", MaySubscribe = filter => filter == "secret" ? SubscribePermission.NotAuthorized : SubscribePermission.Granted };
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(new SubscribePacket
        {
            PacketId = 500,
            Requests = [Request("q2", 2), Request("secret", 1), Request("q0", 0), Request("q1", 1)],
        });
        SubAckPacket answer = await client.ReadAsync<SubAckPacket>();
        Assert.Equal(500, answer.PacketId);
        ReasonCode refused = answer.Reasons[1];
        Assert.Equal([ReasonCode.GrantedExactlyOnce, refused, ReasonCode.Success, ReasonCode.GrantedAtLeastOnce], answer.Reasons);
        Assert.True(refused == ReasonCode.UnspecifiedError || (level == 5 && refused == ReasonCode.NotAuthorized));
        for (int i = 2; i >= 0; i--)
        {
            await client.SendAsync(RawClient.Message("secret", "x"), RawClient.Message($"q{i}", $"{i}"));
            Assert.Equal($"{i}", await client.ReadPayloadAsync());
        }
    }

    [Theory, BothVersions]
    [Statement("3.8.4-6", "3.8.4-8")]
    public async Task Delivery_Quality_IsTheLowerOfBoth(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        for (int granted = 0; granted <= 2; granted++)
        {
            using RawClient subscriber = await broker.WatchAsync(level, quality: granted);
            for (int published = 0; published <= 2; published++)
            {
                await publisher.PublishAsync("t", "x", published);
                Assert.Equal((QualityOfService)Math.Min(granted, published), (await subscriber.AcceptAsync(1))[0].QualityOfService);
            }

            await subscriber.DisconnectAsync();
        }
    }

    [Theory, BothVersions]
    [Statement("3.8.4-3", "3.8.4-3")]
    public async Task Subscribe_SameFilter_Replaces(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient subscriber = await broker.ConnectAsync("s", level);
        await subscriber.SubscribeAsync("t", quality: 0);
        await subscriber.SubscribeAsync("t", quality: 2);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "x", quality: 2);
        await publisher.PublishAsync("t", "end", quality: 2);
        Assert.Equal([QualityOfService.ExactlyOnce, QualityOfService.ExactlyOnce],
            (await subscriber.AcceptUntilAsync("end")).Select(message => message.QualityOfService));
        await subscriber.SubscribeAsync("t", quality: 1);
        await publisher.PublishAsync("t", "y", quality: 2);
        Assert.Equal(QualityOfService.AtLeastOnce, (await subscriber.AcceptAsync(1))[0].QualityOfService);
    }

    [Fact]
    [Statement("3.8.4-3", "3.8.4-3")]
    public async Task Subscribe_SameFilterWhileMessagesFlow_LosesNone()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient subscriber = await broker.ConnectAsync("s", level: 5);
        await subscriber.SubscribeAsync("t");
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        Task publishing = Task.Run(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                await publisher.PublishAsync("t", $"{i}", quality: 1);
            }
        });
        List<string> received = [];
        int answers = 0;
        while (received.Count < 300)
        {
            switch (await subscriber.ReadAsync())
            {
                case PublishPacket message:
                    received.Add(message.Text());
                    if (received.Count % 10 == 0)
                    {
                        await subscriber.SendAsync(new SubscribePacket { PacketId = 7, Requests = [Request("t", 0)] });
                    }

                    break;
                case SubAckPacket:
                    answers++;
                    break;
            }
        }

        await publishing;
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"{i}"), received);
        Assert.NotEqual(0, answers);
    }

    [Fact]
    [Statement(v5: "3.8.3-3")]
    public async Task NoLocal_OwnMessages_DoNotComeBack()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SubscribeAsync(new SubscriptionRequest { Filter = "t", NoLocal = true });
        await client.PublishAsync("t", "own", quality: 1);
        using RawClient other = await broker.ConnectAsync("b", level: 5);
        await other.PublishAsync("t", "other", quality: 1);
        Assert.Equal("other", await client.ReadPayloadAsync());
        await client.PingAsync();
    }

    [Fact]
    [Statement(v5: "3.8.3-4")]
    public async Task NoLocal_OnShare_Closes()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(Wire.Subscribe(5, 0x82, 1, "$share/g/t"u8.ToArray(), options: 0x04));
        await client.ExpectErrorAsync(5, ReasonCode.ProtocolError);
    }

    [Theory, BothVersions]
    [Statement("3.8.3-2", "3.8.4-5")]
    public async Task Subscribe_Wildcards_AreServed(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        Assert.Equal(ReasonCode.Success, Assert.Single((await client.SubscribeAsync("+/#")).Reasons));
    }

    [Theory, BothVersions]
    [Statement("3.10.4-1 3.10.4-2 3.10.4-4 3.10.4-5 3.10.4-6", "3.10.4-1 3.10.4-2 3.10.4-4 3.10.4-5 3.10.4-6 3.11.3-1 3.11.3-2")]
    public async Task Unsubscribe_SeveralFilters_EndsTheExactOnes(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SubscribeAsync(Request("a/+", 0), Request("b", 0), Request("c", 0));
        SubAckPacket answer = await client.UnsubscribeAsync("a/b", "b", "a/#", "B");
        ReasonCode none = ReasonCode.NoSubscriptionExisted;
        Assert.Equal(level == 5 ? [none, ReasonCode.Success, none, none] : [], answer.Reasons);
        await client.SendAsync(RawClient.Message("b", "b"), RawClient.Message("a/b", "a"), RawClient.Message("c", "c"));
        Assert.Equal(["a", "c"], (await client.AcceptAsync(2)).Select(message => message.Text()));
        await client.PingAsync();
    }

    [Theory, BothVersions(1, 2)]
    [Statement("3.10.4-3", "3.10.4-3")]
    public async Task Unsubscribe_DeliveryBegun_IsFinished(int level, int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        PublishPacket message;
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.SubscribeAsync("t", quality);
            await publisher.PublishAsync("t", "begun", quality);
            message = await first.ReadAsync<PublishPacket>();
            await first.UnsubscribeAsync("t");
            await publisher.PublishAsync("t", "new", quality);
            await first.PingAsync();
        }

        using RawClient again = await broker.ResumeAsync("s", level);
        PublishPacket repeated = (await again.AcceptAsync(1))[0];
        Assert.Equal(("begun", message.PacketId, true), (repeated.Text(), repeated.PacketId, repeated.Duplicate));
        await again.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("3.12.4-1", "3.12.4-1")]
    public async Task Ping_IsAnswered(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync("C0 00 C0 00 C0 00");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(PacketType.PingResp, (await client.ReadAsync()).Type);
        }
    }

    private static SubscriptionRequest Request(string filter, int quality) =>
        new() { Filter = filter, QualityOfService = (QualityOfService)quality };
}
