using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapters B and E: what outlives a connection, and for how long (3.1.2, 4.1).</summary>
public sealed class SessionTests
{
    [Theory, BothVersions]
    [Statement("3.1.2-4 3.2.2-2 3.2.2-3 4.1.0-1", "3.1.2-5 3.1.2-6 3.1.2-23 3.2.2-2 3.2.2-3 4.1.0-1")]
    public async Task Session_Kept_IsResumedWithItsSubscriptions(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            Assert.False(first.Welcome.SessionPresent);
            await first.SubscribeAsync("t", quality: 1);
            await first.DisconnectAsync();
        }

        using RawClient again = await broker.ResumeAsync("s", level);
        Assert.True(again.Welcome.SessionPresent);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync("t", "x", quality: 1);
        Assert.Equal("x", (await again.AcceptAsync(1))[0].Text());
    }

    [Theory, BothVersions]
    [Statement("3.1.2-4 4.1.0-1", "3.1.2-5 3.1.2-23 4.1.0-1")]
    public async Task Session_ConnectionLostOrTakenOver_IsKept(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.SubscribeAsync("t", quality: 1);
        }

        using RawClient second = await broker.ResumeAsync("s", level);
        using RawClient third = await broker.ResumeAsync("s", level);
        Assert.Equal((true, true), (second.Welcome.SessionPresent, third.Welcome.SessionPresent));
        await third.SendAsync(RawClient.Message("t", "x"));
        Assert.Equal("x", await third.ReadPayloadAsync());
    }

    [Theory, BothVersions]
    [Statement("3.1.2-6 3.2.2-1", "3.1.2-4 3.1.4-4 3.2.2-2")]
    public async Task Session_CleanStart_DropsTheOldOne(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.SubscribeAsync("t", quality: 1);
            await first.DisconnectAsync();
        }

        await publisher.PublishAsync("t", "old", quality: 1);
        using (RawClient clean = await broker.ConnectAsync("s", level))
        {
            Assert.False(clean.Welcome.SessionPresent);
            await publisher.PublishAsync("t", "live", quality: 1);
            await clean.PingAsync(); // neither is delivered
            await clean.DisconnectAsync();
        }

        using RawClient again = await broker.ResumeAsync("s", level);
        Assert.False(again.Welcome.SessionPresent);
        await again.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("3.1.2-6 3.2.2-1", "4.1.0-2 3.1.2-23")]
    public async Task Session_NotKept_EndsWithItsConnection(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using (RawClient first = await broker.ConnectAsync("s", level))
        {
            await first.SubscribeAsync("t", quality: 1);
            await first.DisconnectAsync();
        }

        using RawClient again = await broker.ResumeAsync("s", level);
        Assert.False(again.Welcome.SessionPresent);
    }

    [Theory, BothVersions]
    [Statement("3.1.2-5 4.5.0-1 4.4.0-1", "4.5.0-1 3.1.2-23")]
    public async Task Messages_ForAnOfflineSession_WaitInOrder(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        foreach (string id in new[] { "one", "two" })
        {
            using RawClient first = await broker.ResumeAsync(id, level);
            await first.SubscribeAsync("t/#", quality: 2);
            await first.DisconnectAsync();
        }

        for (int i = 0; i < 50; i++)
        {
            await publisher.PublishAsync($"t/{i % 3}", $"{i}", quality: 1 + (i % 2));
        }

        foreach (string id in new[] { "one", "two" })
        {
            using RawClient again = await broker.ResumeAsync(id, level);
            List<PublishPacket> messages = await again.AcceptAsync(50);
            Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), messages.Select(message => message.Text()));
            Assert.All(messages, message => Assert.False(message.Duplicate));
            await again.DisconnectAsync();
        }

        using RawClient empty = await broker.ResumeAsync("one", level);
        Assert.True(empty.Welcome.SessionPresent);
        await empty.PingAsync(); // nothing comes twice
    }

    [Theory, BothVersions]
    [Statement("3.1.2-7", "4.1.0-2")]
    public async Task Retained_SessionEnded_Stays(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using (RawClient publisher = await broker.ConnectAsync("p", level))
        {
            await publisher.PublishAsync("t", "kept", quality: 1, retain: true);
            await publisher.DisconnectAsync();
        }

        using RawClient watcher = await broker.WatchAsync(level);
        Assert.Equal("kept", await watcher.ReadPayloadAsync());
    }

    [Fact]
    [Statement(v5: "4.1.0-2 3.1.2-8 3.1.3-9")]
    public async Task Session_Expired_IsDiscarded()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient watcher = await broker.WatchAsync();

        // The will is due with the session's end, as the delay is longer: it tells when that was.
        ConnectPacket connect = Dialogue.Durable(5, "s") with
        {
            Properties = new PacketProperties { SessionExpirySeconds = 30 },
            Will = new WillMessage
            {
                Topic = "ended",
                Payload = "ended"u8.ToArray(),
                Properties = new PacketProperties { WillDelaySeconds = 3_600 },
            },
        };
        using (RawClient first = await broker.ConnectAsync(connect))
        {
            await first.SubscribeAsync("t", quality: 1);
        }

        Assert.InRange(await Clockwork.AdvanceUntilMessageAsync(clock, watcher), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90));
        Assert.Equal("ended", await watcher.ReadPayloadAsync());
        using RawClient again = await broker.ResumeAsync("s", level: 5);
        Assert.False(again.Welcome.SessionPresent);
    }

    [Fact]
    [Statement(v5: "3.1.2-23 4.1.0-2")]
    public async Task SessionExpiry_OfMaximum_NeverEnds()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        ConnectPacket connect = Dialogue.Durable(5, "s") with { Properties = new PacketProperties { SessionExpirySeconds = uint.MaxValue } };
        using (RawClient first = await broker.ConnectAsync(connect))
        {
            Assert.Null(first.Welcome.Properties?.SessionExpirySeconds); // else the server would keep it less long
            await first.DisconnectAsync();
        }

        clock.Advance(TimeSpan.FromDays(100));
        using RawClient again = await broker.ConnectAsync(connect);
        Assert.True(again.Welcome.SessionPresent);
    }

    [Fact]
    [Statement(v5: "3.1.2-23 3.14.2-2")]
    public async Task SessionExpiry_OnDisconnect_Counts()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using (RawClient first = await broker.ResumeAsync("s", level: 5))
        {
            await first.SendAsync(new DisconnectPacket { Properties = new PacketProperties { SessionExpirySeconds = 0 } });
            await first.ReadToEndAsync();
        }

        using RawClient again = await broker.ResumeAsync("s", level: 5);
        Assert.False(again.Welcome.SessionPresent);
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    [Statement("3.1.2-4", "3.1.2-5")]
    public async Task Session_OfTheOtherVersion_IsResumed(int first, int then)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", first);
        using (RawClient old = await broker.ResumeAsync("s", first))
        {
            await old.SubscribeAsync("t", quality: 1);
            await old.DisconnectAsync();
        }

        await publisher.PublishAsync("t", "waited", quality: 1);
        using RawClient again = await broker.ResumeAsync("s", then);
        Assert.True(again.Welcome.SessionPresent);
        Assert.Equal("waited", (await again.AcceptAsync(1))[0].Text());
    }
}
