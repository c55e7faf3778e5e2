using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapters B and G: the will (3.1.2.5, 3.1.3.2, 3.14.4).</summary>
public sealed class WillTests
{
    [Theory, BothVersions(0, 1, 2)]
    [Statement("3.1.2-8 3.1.2-10", "3.1.2-7 3.1.2-8 3.1.2-10")]
    public async Task ConnectionLost_Will_IsPublishedOnce(int level, int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level, quality: 2);
        for (int round = 0; round < 2; round++)
        {
            using (await broker.ConnectAsync(Mortal(level, quality)))
            {
            }

            PublishPacket will = (await watcher.AcceptAsync(1))[0];
            Assert.Equal(("will", "gone", (QualityOfService)quality), (will.Topic, will.Text(), will.QualityOfService));
        }

        // Without a will this time: the old ones are gone.
        using (await broker.ConnectAsync("mortal", level))
        {
        }

        await broker.EndAsync(level);
        Assert.Empty(await watcher.PayloadsUntilAsync("end"));
    }

    [Theory, BothVersions]
    [Statement("3.1.2-10 3.14.4-3", "3.1.2-10 3.14.4-3")]
    public async Task Disconnect_Normal_DiscardsTheWill(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using (RawClient client = await broker.ConnectAsync(Mortal(level)))
        {
            await client.DisconnectAsync();
        }

        await broker.EndAsync(level);
        Assert.Empty(await watcher.PayloadsUntilAsync("end"));
    }

    [Theory]
    [InlineData(ReasonCode.DisconnectWithWill)]
    [InlineData(ReasonCode.UnspecifiedError)]
    [InlineData(ReasonCode.AdministrativeAction)]
    [Statement(v5: "3.1.2-8 3.14.4-3")]
    public async Task Disconnect_OtherReason_PublishesTheWill(ReasonCode reason)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync();
        using RawClient client = await broker.ConnectAsync(Mortal(5));
        await client.DisconnectAsync(reason);
        Assert.Equal("gone", await watcher.ReadPayloadAsync());
    }

    [Theory, BothVersions]
    [Statement("3.1.2-8", "3.1.2-8")]
    public async Task ProtocolError_Will_IsPublished(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient client = await broker.ConnectAsync(Mortal(level));
        await client.SendAsync("00 00");
        Assert.Equal("gone", await watcher.ReadPayloadAsync());
    }

    [Theory, BothVersions]
    [Statement("3.1.2-8", "3.1.2-8 3.1.2-10")]
    public async Task TakenOver_Will_IsPublished(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient old = await broker.ConnectAsync(Mortal(level));
        using RawClient next = await broker.ConnectAsync("mortal", level);
        Assert.Equal("gone", await watcher.ReadPayloadAsync());
    }

    [Theory, BothVersions]
    [Statement("3.1.2-12")]
    public async Task NoWill_ConnectionLost_PublishesNothing(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using (await broker.ConnectAsync("mortal", level))
        {
        }

        await broker.EndAsync(level);
        Assert.Empty(await watcher.PayloadsUntilAsync("end"));
    }

    [Theory, BothVersions(false, true)]
    [Statement("3.1.2-16 3.1.2-17", "3.1.2-14 3.1.2-15")]
    public async Task Will_Retained_IsKept(int level, bool retain)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        ConnectPacket connect = Mortal(level);
        using (await broker.ConnectAsync(connect with { Will = connect.Will is { } will ? will with { Retain = retain } : null }))
        {
        }

        Assert.Equal("gone", await watcher.ReadPayloadAsync());
        using RawClient late = await broker.ConnectAsync("late", level);
        await late.SubscribeAsync("will");
        await late.HasMessageAsync(); // if only by its pong: what is retained is in its queue, ahead of what follows
        await broker.EndAsync(level, topic: "will");
        Assert.Equal(retain ? ["gone"] : [], await late.PayloadsUntilAsync("end"));
    }

    [Theory, BothVersions]
    [Statement("3.1.2-8 3.1.2-9", "3.1.2-9")]
    public async Task Will_EmptyPayload_IsPublished(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using (await broker.ConnectAsync(Dialogue.Connect(level, "mortal") with { Will = new WillMessage { Topic = "will", Payload = [] } }))
        {
        }

        Assert.Equal("", await watcher.ReadPayloadAsync());
    }

    [Fact]
    [Statement(v5: "3.1.3-10 3.3.2-4 3.3.2-15 3.3.2-16 3.3.2-20")]
    public async Task Will_Properties_AreThoseOfTheMessage()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync();
        var properties = new PacketProperties
        {
            PayloadFormatIndicator = 1,
            ContentType = "text/plain",
            ResponseTopic = "answer",
            CorrelationData = [1, 2],
            UserProperties = [new("c", "1"), new("a", "2"), new("c", "3")],
        };
        ConnectPacket connect = Mortal(5);
        using (await broker.ConnectAsync(connect with { Will = connect.Will is { } will ? will with { Properties = properties } : null }))
        {
        }

        PacketProperties? received = (await watcher.ReadAsync<PublishPacket>()).Properties;
        Assert.Equal(properties.UserProperties, received?.UserProperties);
        Assert.Equal((1u, "text/plain", "answer"), (received?.PayloadFormatIndicator, received?.ContentType, received?.ResponseTopic));
        Assert.Equal([1, 2], received?.CorrelationData);
    }

    [Theory]
    [InlineData(20u, 3_600u, 20)] // the delay
    [InlineData(3_600u, 20u, 20)] // the session's end, when that is earlier
    [Statement(v5: "3.1.2-8 3.1.3-9")]
    public async Task WillDelay_Passed_PublishesTheWill(uint delaySeconds, uint expirySeconds, int earliestSeconds)
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient watcher = await broker.WatchAsync();
        using (await broker.ConnectAsync(Delayed(delaySeconds, expirySeconds)))
        {
        }

        TimeSpan passed = await Clockwork.AdvanceUntilMessageAsync(clock, watcher);
        Assert.InRange(passed, TimeSpan.FromSeconds(earliestSeconds), TimeSpan.FromSeconds(earliestSeconds + 60));
        Assert.Equal("gone", await watcher.ReadPayloadAsync());
    }

    [Fact]
    [Statement(v5: "3.1.3-9 3.1.2-10")]
    public async Task WillDelay_SessionResumedInTime_PublishesNothing()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient watcher = await broker.WatchAsync();
        using (await broker.ConnectAsync(Delayed(20, 3_600)))
        {
        }

        using RawClient again = await broker.ResumeAsync("mortal", level: 5);
        Assert.True(again.Welcome.SessionPresent);
        clock.Advance(TimeSpan.FromSeconds(60));
        await broker.EndAsync(level: 5);
        Assert.Empty(await watcher.PayloadsUntilAsync("end"));
    }

    [Fact]
    [Statement(v5: "3.1.2-8 3.1.4-4")]
    public async Task WillDelay_CleanStart_EndsTheSessionAndPublishesTheWill()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync();
        using (await broker.ConnectAsync(Delayed(3_600, 3_600)))
        {
        }

        using RawClient again = await broker.ConnectAsync("mortal", level: 5);
        Assert.Equal("gone", await watcher.ReadPayloadAsync());
    }

    private static ConnectPacket Mortal(int level, int quality = 0) => Dialogue.Connect(level, "mortal") with
    {
        Will = new WillMessage { Topic = "will", Payload = "gone"u8.ToArray(), QualityOfService = (QualityOfService)quality },
    };

    private static ConnectPacket Delayed(uint delaySeconds, uint expirySeconds) => Dialogue.Durable(5, "mortal") with
    {
        Properties = new PacketProperties { SessionExpirySeconds = expirySeconds },
        Will = new WillMessage
        {
            Topic = "will",
            Payload = "gone"u8.ToArray(),
            Properties = new PacketProperties { WillDelaySeconds = delaySeconds },
        },
    };
}
