using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter D: retained messages (3.3.1.3).</summary>
public sealed class RetainedTests
{
    [Theory, BothVersions(0, 1, 2)]
    [Statement("3.3.1-5 3.3.1-6 3.3.1-7 3.3.1-8", "3.3.1-5 3.3.1-9")]
    public async Task Retained_StoredAndReplaced_IsSentToNewSubscriptions(int level, int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("a/b", "old", quality: 2, retain: true);
        await publisher.PublishAsync("a/b", "new", quality, retain: true);
        await publisher.PublishAsync("a/c", "other", quality, retain: true);
        await publisher.PublishAsync("b", "elsewhere", quality: 1, retain: true);
        using RawClient late = await broker.ConnectAsync("late", level);
        await late.SubscribeAsync("a/+", quality: 2);
        List<PublishPacket> messages = await late.AcceptAsync(2);
        Assert.Equal(["new", "other"], messages.Select(message => message.Text()).Order());
        Assert.All(messages, message => Assert.Equal((true, (QualityOfService)quality), (message.Retain, message.QualityOfService)));
        await late.PingAsync(); // no more
    }

    [Theory, BothVersions]
    [Statement("3.3.1-10 3.3.1-11", "3.3.1-6 3.3.1-7")]
    public async Task Retained_EmptyPayload_DeletesAndIsDelivered(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "x", quality: 1, retain: true);
        using RawClient watcher = await broker.WatchAsync(level);
        Assert.Equal("x", await watcher.ReadPayloadAsync());
        await publisher.PublishAsync("t", "", quality: 1, retain: true);
        PublishPacket empty = await watcher.ReadAsync<PublishPacket>();
        Assert.Equal((false, ""), (empty.Retain, empty.Text()));
        using RawClient late = await broker.ConnectAsync("late", level);
        await late.SubscribeAsync("#");
        await late.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("3.3.1-12", "3.3.1-8")]
    public async Task Retained_ByMessageWithoutFlag_IsUntouched(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "kept", quality: 1, retain: true);
        await publisher.PublishAsync("t", "live", quality: 1);
        await publisher.PublishAsync("t", "", quality: 1);
        await publisher.PublishAsync("u", "live", quality: 1);
        using RawClient late = await broker.ConnectAsync("late", level);
        await late.SubscribeAsync("#");
        Assert.Equal("kept", await late.ReadPayloadAsync());
        await late.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("3.3.1-9", "3.3.1-12")]
    public async Task Retained_ToExistingSubscription_HasNoFlag(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "x", quality: 1, retain: true);
        Assert.False((await watcher.ReadAsync<PublishPacket>()).Retain);
    }

    [Fact]
    [Statement(v5: "3.3.1-12 3.3.1-13")]
    public async Task Retained_AsPublished_KeepsTheFlag()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("s", level: 5);
        await client.SubscribeAsync(new SubscriptionRequest { Filter = "t", RetainAsPublished = true });
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        await publisher.PublishAsync("t", "1", quality: 1, retain: true);
        await publisher.PublishAsync("t", "2", quality: 1);
        Assert.Equal([true, false], (await client.AcceptAsync(2)).Select(message => message.Retain));
    }

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(1, true, false)]
    [InlineData(2, false, false)]
    [Statement(v5: "3.3.1-9 3.3.1-10 3.3.1-11 3.8.4-4")]
    public async Task RetainHandling_DecidesWhatASubscriptionGets(int handling, bool isSentFirst, bool isSentAgain)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        await publisher.PublishAsync("t", "kept", quality: 1, retain: true);
        using RawClient client = await broker.ConnectAsync("s", level: 5);
        foreach (bool isSent in new[] { isSentFirst, isSentAgain })
        {
            await client.SubscribeAsync(new SubscriptionRequest { Filter = "t", RetainHandling = (RetainHandling)handling });
            if (isSent)
            {
                PublishPacket message = await client.ReadAsync<PublishPacket>();
                Assert.Equal(("kept", true), (message.Text(), message.Retain));
            }

            await client.PingAsync();
        }
    }

    [Theory, BothVersions]
    [Statement("3.8.4-3", "3.8.4-3 3.8.4-4")]
    public async Task Retained_SubscribedAgain_IsSentAgain(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "kept", quality: 1, retain: true);
        using RawClient client = await broker.ConnectAsync("s", level);
        for (int i = 0; i < 3; i++)
        {
            await client.SubscribeAsync("t", quality: i);
            PublishPacket message = (await client.AcceptAsync(1))[0];
            Assert.Equal((true, (QualityOfService)Math.Min(i, 1)), (message.Retain, message.QualityOfService));
        }

        await publisher.PublishAsync("t", "live", quality: 2);
        await publisher.PublishAsync("t", "end", quality: 2);
        Assert.Equal(["live"], await client.PayloadsUntilAsync("end")); // one subscription, not three
    }

    [Theory, BothVersions]
    [Statement("3.3.1-6 3.1.2-5", "3.3.1-9 4.5.0-1")]
    public async Task Retained_SessionResumed_IsNotSentAgain(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "kept", quality: 1, retain: true);
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.SubscribeAsync("t", quality: 1);
            Assert.Equal("kept", (await first.AcceptAsync(1))[0].Text());
            await first.PingAsync();
            await first.DisconnectAsync();
        }

        await publisher.PublishAsync("t", "waited", quality: 1, retain: true);
        using RawClient again = await broker.ResumeAsync("s", level);
        PublishPacket message = (await again.AcceptAsync(1))[0];
        Assert.Equal(("waited", false), (message.Text(), message.Retain)); // it was forwarded, not replayed
        await again.PingAsync();
    }
}
