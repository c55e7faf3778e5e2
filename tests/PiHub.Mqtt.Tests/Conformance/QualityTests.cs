using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter E: the machines of QoS 1 and 2, resending and order (3.4 to 3.7, 4.3, 4.4, 4.6).</summary>
public sealed class QualityTests
{
    [Theory, BothVersions]
    [Statement("4.3.1-1", "4.3.1-1 2.2.1-2")]
    public async Task QualityZero_Both_AreNotAcknowledged(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.WatchAsync(level, quality: 2);
        await client.SendAsync(RawClient.Message("t", "x"));
        PublishPacket message = await client.ReadAsync<PublishPacket>();
        Assert.Equal((QualityOfService.AtMostOnce, 0), (message.QualityOfService, message.PacketId));
        await client.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("4.3.2-1 4.3.2-2 2.3.1-4", "4.3.2-1 4.3.2-2 4.3.2-3 4.3.2-4 4.3.2-5 2.2.1-4")]
    public async Task QualityOne_SameIdAgainAfterPubAck_IsANewMessage(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level, quality: 1);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync(RawClient.Message("t", "1", 1, packetId: 9));
        await publisher.PublishAsync(RawClient.Message("t", "2", 1, packetId: 9) with { Duplicate = true });
        Assert.Equal(["1", "2"], (await watcher.AcceptAsync(2)).Select(message => message.Text()));
    }

    [Theory, BothVersions]
    [Statement("4.3.3-2", "4.3.3-8 4.3.3-10 4.3.3-11 4.3.3-12")]
    public async Task QualityTwo_RepeatedBeforePubRel_IsDeliveredOnce(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        PublishPacket message = RawClient.Message("t", "1", 2, packetId: 5);
        await publisher.SendAsync(message);
        await publisher.ReadAcknowledgementAsync(PacketType.PubRec, 5);
        await publisher.SendAsync(message with { Duplicate = true });
        Assert.Equal(ReasonCode.Success, (await publisher.ReadAcknowledgementAsync(PacketType.PubRec, 5)).Reason);
        await publisher.SendAckAsync(PacketType.PubRel, 5);
        Assert.Equal(ReasonCode.Success, (await publisher.ReadAcknowledgementAsync(PacketType.PubComp, 5)).Reason);
        await publisher.PublishAsync(RawClient.Message("t", "2", 2, packetId: 5)); // the id is free: a new message
        await publisher.PublishAsync("t", "end", quality: 2);
        Assert.Equal(["1", "2"], await watcher.PayloadsUntilAsync("end"));
    }

    [Theory, BothVersions]
    [Statement("4.3.3-2 4.4.0-1 4.1.0-1", "4.3.3-10 4.3.3-11 4.1.0-1")]
    public async Task QualityTwo_RepeatedAfterReconnect_IsDeliveredOnce(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        PublishPacket message = RawClient.Message("t", "1", 2, packetId: 5);
        using (RawClient first = await broker.ResumeAsync("p", level))
        {
            await first.SendAsync(message);
            await first.ReadAcknowledgementAsync(PacketType.PubRec, 5);
        }

        using (RawClient second = await broker.ResumeAsync("p", level))
        {
            await second.SendAsync(message with { Duplicate = true });
            await second.ReadAcknowledgementAsync(PacketType.PubRec, 5);
        }

        using RawClient third = await broker.ResumeAsync("p", level);
        await third.SendAckAsync(PacketType.PubRel, 5);
        Assert.Equal(ReasonCode.Success, (await third.ReadAcknowledgementAsync(PacketType.PubComp, 5)).Reason);
        await third.PublishAsync("t", "end");
        Assert.Equal(["1"], await watcher.PayloadsUntilAsync("end"));
    }

    [Theory, BothVersions]
    [Statement("4.3.3-2", "4.3.3-11 3.7.2-1 3.6.2-1")]
    public async Task Release_OfUnknownId_IsCompleted(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.PublishAsync(RawClient.Message("t", "x", 2, packetId: 8));
        foreach (int id in new[] { 8, 9 })
        {
            await client.SendAckAsync(PacketType.PubRel, id);
            AcknowledgementPacket answer = await client.ReadAcknowledgementAsync(PacketType.PubComp, id);
            Assert.Equal(level == 5 ? ReasonCode.PacketIdentifierNotFound : ReasonCode.Success, answer.Reason);
        }
    }

    [Fact]
    [Statement(v5: "3.6.2-1 3.5.2-1")]
    public async Task Receipt_OfUnknownId_IsReleasedAsNotFound()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAckAsync(PacketType.PubRec, 44);
        Assert.Equal(ReasonCode.PacketIdentifierNotFound, (await client.ReadAcknowledgementAsync(PacketType.PubRel, 44)).Reason);
    }

    [Theory, BothVersions(PacketType.PubAck, PacketType.PubComp)]
    [Statement("4.3.2-1", "4.3.2-3 4.3.3-5")]
    public async Task Acknowledgement_OfUnknownId_IsIgnored(int level, object type)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAckAsync((PacketType)type, 77);
        await client.PingAsync();
    }

    [Theory]
    [InlineData("40 03 0001 01")]
    [InlineData("40 03 0001 92")]
    [InlineData("50 03 0001 18")]
    [InlineData("62 03 0001 10")]
    [InlineData("70 03 0001 80")]
    [Statement(v5: "3.4.2-1 3.5.2-1 3.6.2-1 3.7.2-1")]
    public async Task Acknowledgement_WithIllegalCode_Closes(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(hex);
        await client.ExpectErrorAsync(5, ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
    }

    [Theory, BothVersions]
    [Statement("3.3.1-1 4.4.0-1", "3.3.1-1 4.4.0-1 4.3.2-2 4.3.3-2")]
    public async Task Unacknowledged_Resumed_IsSentAgainInOrderWithItsIds(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        List<PublishPacket> before = [];
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.SubscribeAsync("t", quality: 2);
            for (int i = 0; i < 6; i++)
            {
                await publisher.PublishAsync("t", $"{i}", quality: 1 + (i % 2));
                before.Add(await first.ReadAsync<PublishPacket>());
            }

            Assert.All(before, message => Assert.False(message.Duplicate));
        }

        using RawClient again = await broker.ResumeAsync("s", level);
        List<PublishPacket> after = await again.AcceptAsync(6);
        Assert.Equal(before.Select(Key), after.Select(Key));
        Assert.All(after, message => Assert.True(message.Duplicate));
        await again.DisconnectAsync();
        using RawClient third = await broker.ResumeAsync("s", level);
        await third.PingAsync(); // acknowledged: over
    }

    [Theory, BothVersions]
    [Statement("4.4.0-1 4.3.3-1", "4.4.0-1 4.3.3-4 4.3.3-6")]
    public async Task Released_Resumed_IsReleasedAgainNotSent(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        ushort id;
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.SubscribeAsync("t", quality: 2);
            await publisher.PublishAsync("t", "x", quality: 2);
            id = (await first.ReadAsync<PublishPacket>()).PacketId;
            await first.SendAckAsync(PacketType.PubRec, id);
            await first.ReadAcknowledgementAsync(PacketType.PubRel, id);
        }

        using RawClient again = await broker.ResumeAsync("s", level);
        await again.ReadAcknowledgementAsync(PacketType.PubRel, id);
        await again.SendAckAsync(PacketType.PubComp, id);
        await again.PingAsync();
        await again.DisconnectAsync();
        using RawClient third = await broker.ResumeAsync("s", level);
        await third.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("4.3.3-1", "4.3.3-1 4.3.3-2 4.3.3-3 4.3.3-4 4.3.3-5")]
    public async Task QualityTwo_PubRecTwice_IsReleasedTwice(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level, quality: 2);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "x", quality: 2);
        ushort id = (await watcher.ReadAsync<PublishPacket>()).PacketId;
        await watcher.PingAsync(); // no PUBREL before PUBREC
        for (int i = 0; i < 2; i++)
        {
            await watcher.SendAckAsync(PacketType.PubRec, id);
            Assert.Equal(ReasonCode.Success, (await watcher.ReadAcknowledgementAsync(PacketType.PubRel, id)).Reason);
        }

        await watcher.SendAckAsync(PacketType.PubComp, id);
        await watcher.PingAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Statement(v5: "4.4.0-2 4.3.3-9 4.9.0-2")]
    public async Task ErrorAcknowledgement_EndsTheDelivery(int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        ConnectPacket connect = Dialogue.Durable(5, "s") with
        {
            Properties = new PacketProperties { SessionExpirySeconds = 60, ReceiveMaximum = 1 },
        };
        using (RawClient first = await broker.ConnectAsync(connect))
        {
            await first.SubscribeAsync("t", quality);
            await publisher.PublishAsync("t", "refused", quality);
            await publisher.PublishAsync("t", "next", quality);
            PublishPacket message = await first.ReadAsync<PublishPacket>();
            await first.SendAckAsync(quality == 1 ? PacketType.PubAck : PacketType.PubRec, message.PacketId, ReasonCode.UnspecifiedError);
            Assert.Equal("next", (await first.AcceptAsync(1))[0].Text()); // the place is free; no PUBREL came
        }

        using RawClient again = await broker.ConnectAsync(connect);
        Assert.True(again.Welcome.SessionPresent);
        await again.PingAsync();
    }

    [Theory, BothVersions(1, 2)]
    [Statement("4.4.0-1", "4.4.0-1 4.3.3-7")]
    public async Task Unacknowledged_TimePasses_IsNotSentAgainUntilResumed(int level, int quality)
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.SubscribeAsync("t", quality);
            await publisher.PublishAsync(Expiring(quality));
            await first.ReadAsync<PublishPacket>();
            clock.Advance(TimeSpan.FromSeconds(50));
            await first.PingAsync();
        }

        // Its expiry has passed, but it was already sent: the delivery goes on.
        using RawClient again = await broker.ResumeAsync("s", level);
        Assert.Equal("x", (await again.AcceptAsync(1))[0].Text());
    }

    [Fact]
    [Statement(v5: "4.3.3-7 4.3.3-13")]
    public async Task QualityTwo_ExpiredUnderWay_IsFinished()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient watcher = await broker.WatchAsync(quality: 2);
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        await publisher.SendAsync(Expiring(quality: 2));
        await publisher.ReadAcknowledgementAsync(PacketType.PubRec, 4);
        ushort id = (await watcher.ReadAsync<PublishPacket>()).PacketId;
        clock.Advance(TimeSpan.FromSeconds(50));
        await publisher.SendAckAsync(PacketType.PubRel, 4);
        Assert.Equal(ReasonCode.Success, (await publisher.ReadAcknowledgementAsync(PacketType.PubComp, 4)).Reason);
        await watcher.SendAckAsync(PacketType.PubRec, id);
        await watcher.ReadAcknowledgementAsync(PacketType.PubRel, id);
        await watcher.SendAckAsync(PacketType.PubComp, id);
        await watcher.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("4.1.0-1 2.3.1-2", "4.1.0-1 2.2.1-3")]
    public async Task PacketIds_OfBothDirections_AreApart(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.WatchAsync(level, quality: 2);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "x", quality: 2);
        ushort id = (await client.ReadAsync<PublishPacket>()).PacketId;
        await client.UnsubscribeAsync("#");
        await client.PublishAsync(RawClient.Message("t", "same id", 2, id));
        await client.SendAckAsync(PacketType.PubRec, id);
        await client.ReadAcknowledgementAsync(PacketType.PubRel, id);
    }

    [Theory, BothVersions(0, 1, 2)]
    [Statement("4.6.0-5 4.6.0-6", "4.6.0-5 4.6.0-6 4.5.0-1")]
    public async Task Messages_OfOnePublisher_StayInOrder(int level, int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level, quality: quality);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        for (int batch = 0; batch < 5; batch++)
        {
            int[] ids = [.. Enumerable.Range(1, 20)];
            await publisher.SendAsync([.. ids.Select(id => RawClient.Message($"t/{id % 2}", $"{(batch * 20) + id}", quality, (ushort)(quality == 0 ? 0 : id)))]);
            foreach (int id in quality == 0 ? [] : ids)
            {
                await publisher.ReadAcknowledgementAsync(quality == 1 ? PacketType.PubAck : PacketType.PubRec, id); // in order, 4.6.0-2, -3
            }

            foreach (int id in quality == 2 ? ids : [])
            {
                await publisher.SendAckAsync(PacketType.PubRel, id);
                await publisher.ReadAcknowledgementAsync(PacketType.PubComp, id);
            }
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"{i}"), (await watcher.AcceptAsync(100)).Select(message => message.Text()));
    }

    private static (ushort PacketId, string Payload, QualityOfService Quality) Key(PublishPacket message) =>
        (message.PacketId, message.Text(), message.QualityOfService);

    private static PublishPacket Expiring(int quality) =>
        RawClient.Message("t", "x", quality, packetId: 4) with { Properties = new PacketProperties { MessageExpirySeconds = 10 } };
}
