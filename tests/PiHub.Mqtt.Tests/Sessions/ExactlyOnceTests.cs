using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class ExactlyOnceTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Message_BothWays_GoesThroughAllFourSteps(int level)
    {
        // 4.3.3; 3.1.1: 4.3.3-1, -2
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient subscriber = await host.ConnectAsync("s", level);
        using RawClient publisher = await host.ConnectAsync("p", level);
        await subscriber.SubscribeAsync("t", quality: 2);
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 2, packetId: 7));
        await publisher.ExpectAsync(PacketType.PubRec, 7);
        await publisher.AcknowledgeAsync(PacketType.PubRel, 7);
        await publisher.ExpectAsync(PacketType.PubComp, 7); // 4.3.3-11
        ushort id = (await subscriber.ExpectMessageAsync("x")).PacketId;
        await subscriber.AcknowledgeAsync(PacketType.PubRec, id);
        await subscriber.ExpectAsync(PacketType.PubRel, id);
        await subscriber.AcknowledgeAsync(PacketType.PubRec, id); // again: the answer was lost
        await subscriber.ExpectAsync(PacketType.PubRel, id);
        await subscriber.AcknowledgeAsync(PacketType.PubComp, id);
        await subscriber.PingAsync();
        Assert.Equal(0, host.Broker.Status().QueuedBytes);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Duplicate_BeforeItsRelease_IsAnsweredButNotForwarded(int level)
    {
        // 4.3.3-10
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("t");
        PublishPacket message = RawClient.Message("t", "x", quality: 2, packetId: 7);
        using (RawClient publisher = await host.ResumeAsync("p", level))
        {
            await publisher.SendAsync(message, message with { Duplicate = true });
            await publisher.ExpectAsync(PacketType.PubRec, 7);
            await publisher.ExpectAsync(PacketType.PubRec, 7);
        }

        using RawClient same = await host.ResumeAsync("p", level);
        await same.SendAsync(message with { Duplicate = true });
        await same.ExpectAsync(PacketType.PubRec, 7);
        await same.AcknowledgeAsync(PacketType.PubRel, 7);
        await same.ExpectAsync(PacketType.PubComp, 7);
        await same.SendAsync(RawClient.Message("t", "new", quality: 2, packetId: 7)); // 4.3.3-12
        await same.ExpectAsync(PacketType.PubRec, 7);
        await subscriber.ExpectMessageAsync("x");
        await subscriber.ExpectMessageAsync("new");
        Assert.Equal(2, host.Journal.Messages.Count);
    }

    [Fact]
    public async Task Duplicate_WhileTheJournalHasTheMessage_IsTakenOnce()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        var verdict = new TaskCompletionSource<PublishVerdict>();
        host.Journal.Judge = (_, _) => new(verdict.Task);
        using RawClient publisher = await host.ConnectAsync("p", level: 4);
        PublishPacket message = RawClient.Message("t", "x", quality: 2, packetId: 7);
        await publisher.SendAsync(message, message with { Duplicate = true });
        await publisher.PingAsync();
        verdict.SetResult(PublishVerdict.Accepted);
        await publisher.ExpectAsync(PacketType.PubRec, 7);
        await publisher.PingAsync();
        Assert.Single(host.Journal.Messages);
    }

    [Fact]
    public async Task Rejected_V5_IsToldAndTheIdentifierIsFree()
    {
        // 4.3.3-9
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Journal.Judge = (message, _) => new(message.Message.Payload.Length > 1
            ? PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, "too long")
            : PublishVerdict.Accepted);
        using RawClient publisher = await host.ConnectAsync("p");
        await publisher.SendAsync(RawClient.Message("t", "bad", quality: 2, packetId: 7));
        await publisher.ExpectAsync(PacketType.PubRec, 7, ReasonCode.PayloadFormatInvalid);
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 2, packetId: 7));
        await publisher.ExpectAsync(PacketType.PubRec, 7);
        Assert.Equal(2, host.Journal.Messages.Count);
    }

    [Fact]
    public async Task Rejected_V311_GoesThroughAllSteps()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Journal.Judge = (_, _) => new(PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, "bad"));
        using RawClient publisher = await host.ConnectAsync("p", level: 4);
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 2, packetId: 7));
        await publisher.ExpectAsync(PacketType.PubRec, 7);
        await publisher.AcknowledgeAsync(PacketType.PubRel, 7);
        await publisher.ExpectAsync(PacketType.PubComp, 7);
        Assert.Equal(1, host.Broker.Status().MessagesRejected);
    }

    [Fact]
    public async Task Answer_ToUnknownIdentifier_IsNotFound()
    {
        // 3.6.2-1, 3.7.2-1
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.AcknowledgeAsync(PacketType.PubRec, 9);
        await client.ExpectAsync(PacketType.PubRel, 9, ReasonCode.PacketIdentifierNotFound);
        await client.AcknowledgeAsync(PacketType.PubRel, 9);
        await client.ExpectAsync(PacketType.PubComp, 9, ReasonCode.PacketIdentifierNotFound);
        await client.AcknowledgeAsync(PacketType.PubRec, 9, ReasonCode.UnspecifiedError);
        await client.AcknowledgeAsync(PacketType.PubComp, 9);
        await client.PingAsync();
    }

    [Fact]
    public async Task Failure_OfTheClient_EndsTheMessageAndOpensTheWindow()
    {
        // 4.3.3-9, 4.4.0-2
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.InFlightMessages = 1);
        using (RawClient client = await host.ResumeAsync("c"))
        {
            await client.SubscribeAsync("t", quality: 2);
            await host.PublishAsync("t", "bad", quality: 2);
            await host.PublishAsync("t", "good", quality: 2);
            ushort id = (await client.ExpectMessageAsync("bad")).PacketId;
            await client.AcknowledgeAsync(PacketType.PubRec, id, ReasonCode.QuotaExceeded);
            await client.ExpectMessageAsync("good");
        }

        using RawClient same = await host.ResumeAsync("c");
        await same.ExpectMessageAsync("good");
    }

    [Fact]
    public async Task Publish_BeyondReceiveMaximum_CountsUntilTheRelease()
    {
        // 3.3.4-7
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.ReceiveMaximum = 2);
        using RawClient client = await host.ConnectAsync("c");
        for (ushort id = 1; id <= 4; id++)
        {
            await client.SendAsync(RawClient.Message("t", "x", quality: 2, packetId: id));
            await client.ExpectAsync(PacketType.PubRec, id);
            await client.AcknowledgeAsync(PacketType.PubRel, id);
            await client.ExpectAsync(PacketType.PubComp, id);
        }

        await client.SendAsync([.. Enumerable.Range(5, 3).Select(id => RawClient.Message("t", "x", quality: 2, packetId: (ushort)id))]);
        Assert.Equal(ReasonCode.ReceiveMaximumExceeded, await client.ReadDisconnectAsync());
    }
}
