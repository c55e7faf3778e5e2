using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>What both public Eclipse Paho interoperability suites check, case by case under their names, with the settings that they
/// expect: a closed topic, a keep-alive of 60 s, topic aliases, a small Receive Maximum.</summary>
public sealed class PublicInteroperabilityTests
{
    private const string A = "TopicA";
    private const string AB = "TopicA/B";
    private const string C = "Topic/C";
    private const string AC = "TopicA/C";

    [Theory, BothVersions]
    public async Task Basic(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using (RawClient client = await broker.ConnectAsync("myclientid", level))
        {
            await client.DisconnectAsync();
        }

        using (RawClient client = await broker.ConnectAsync("myclientid", level))
        {
            Assert.False(client.Welcome.SessionPresent);
            await client.SubscribeAsync(A, quality: 2);
            using RawClient other = await broker.ConnectAsync("myclientid2", level);
            for (int quality = 0; quality <= 2; quality++)
            {
                await other.PublishAsync(A, $"qos {quality}", quality);
            }

            Assert.Equal([0, 1, 2], (await client.AcceptAsync(3)).Select(message => (int)message.QualityOfService));
            await client.SendAsync(Dialogue.Connect(level, "myclientid"));
            await client.ExpectErrorAsync(level, ReasonCode.ProtocolError);
        }

        using RawClient wrong = await broker.OpenAsync(level);
        await wrong.SendAsync(Wire.Packet(0x10, Wire.Text("hj"), [(byte)level, 2], Wire.Two(0), Wire.Properties(level), Wire.Text("a")));
        await wrong.ExpectRefusalAsync(ReasonCode.UnsupportedProtocolVersion);
    }

    [Theory, BothVersions]
    public async Task RetainedMessages(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.ConnectAsync("myclientid", level);
        PacketProperties? properties = level == 5 ? new PacketProperties { UserProperties = [new("a", "2"), new("c", "3")] } : null;
        string[] topics = [AB, C, AC];
        for (int quality = 0; quality <= 2; quality++)
        {
            await client.PublishAsync(RawClient.Message(topics[quality], $"qos {quality}", quality, retain: true) with { Properties = properties });
        }

        await client.SubscribeAsync("+/+", quality: 2);
        List<PublishPacket> messages = await client.AcceptAsync(3);
        Assert.Equal([0, 1, 2], messages.Select(message => (int)message.QualityOfService).Order());
        Assert.All(messages, message => Assert.Equal(properties?.UserProperties, message.Properties?.UserProperties is { Count: > 0 } kept ? kept : null));
        await client.UnsubscribeAsync("+/+");
        foreach (string topic in topics)
        {
            await client.PublishAsync(topic, "", quality: 2, retain: true);
        }

        await client.SubscribeAsync("+/+", quality: 2);
        await client.PingAsync();
    }

    [Theory, BothVersions]
    public async Task WillMessage(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level, C, quality: 2);
        PacketProperties? properties = level == 5
            ? new PacketProperties { WillDelaySeconds = 0, UserProperties = [new("a", "2"), new("c", "3")] }
            : null;
        using (await broker.ConnectAsync(PublicSuite.WithWill(level, C, properties) with { KeepAliveSeconds = 2 }))
        {
        }

        PublishPacket will = (await watcher.AcceptAsync(1))[0];
        Assert.Equal("client not disconnected", will.Text());
        Assert.Equal(properties?.UserProperties, will.Properties?.UserProperties is { Count: > 0 } kept ? kept : null);
    }

    [Theory, BothVersions]
    public async Task ZeroLengthClientId(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient kept = await broker.ConnectAsync(Dialogue.Connect(level, "") with { CleanStart = false });
        Assert.Equal(level == 5, kept.Welcome.Reason == ReasonCode.Success);
        using RawClient clean = await broker.ConnectAsync("", level);
        Assert.Equal(ReasonCode.Success, clean.Welcome.Reason);
    }

    [Theory, BothVersions]
    public async Task OfflineMessageQueueing(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using (RawClient first = await broker.ResumeAsync("myclientid", level))
        {
            await first.SubscribeAsync("+/+", quality: 2);
            await first.DisconnectAsync();
        }

        using RawClient other = await broker.ConnectAsync("myclientid2", level);
        await other.PublishAsync(AB, "qos 0");
        await other.PublishAsync(C, "qos 1", quality: 1);
        await other.PublishAsync(AC, "qos 2", quality: 2);
        using RawClient again = await broker.ResumeAsync("myclientid", level);
        Assert.True(again.Welcome.SessionPresent);
        Assert.Equal(["qos 1", "qos 2"], (await again.AcceptUntilAsync("qos 2")).Select(message => message.Text()).Where(text => text != "qos 0"));
    }

    [Theory, BothVersions]
    public async Task OverlappingSubscriptions(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.ConnectAsync("myclientid", level);
        await client.SubscribeAsync(PublicSuite.Request("TopicA/#", 2), PublicSuite.Request("TopicA/+", 1));
        using RawClient other = await broker.ConnectAsync("myclientid2", level);
        await other.PublishAsync(AC, "overlapping topic filters", quality: 2);
        Assert.Equal(QualityOfService.ExactlyOnce, (await client.AcceptAsync(1))[0].QualityOfService);
        await client.PingAsync(); // one copy
    }

    [Theory, BothVersions]
    public async Task KeepAlive(int level)
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await PublicSuite.StartAsync(clock);
        using RawClient watcher = await broker.WatchAsync(level, "/TopicA", quality: 0);
        using RawClient silent = await broker.ConnectAsync(PublicSuite.WithWill(level, "/TopicA") with { KeepAliveSeconds = 5 });
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("client not disconnected", await watcher.ReadPayloadAsync());
    }

    [Theory, BothVersions]
    public async Task RedeliveryOnReconnect(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using (RawClient first = await broker.ResumeAsync("myclientid2", level))
        {
            await first.SubscribeAsync("TopicA/#", quality: 2);
            using RawClient other = await broker.ConnectAsync("myclientid", level);
            await other.PublishAsync(AB, "", quality: 1);
            await other.PublishAsync(AC, "", quality: 2);
            Assert.Equal([AB, AC], [(await first.ReadAsync<PublishPacket>()).Topic, (await first.ReadAsync<PublishPacket>()).Topic]);
            await first.DisconnectAsync();
        }

        using RawClient again = await broker.ResumeAsync("myclientid2", level);
        Assert.Equal([AB, AC], (await again.AcceptAsync(2)).Select(message => message.Topic));
    }

    [Theory, BothVersions]
    public async Task SubscribeFailure(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.ConnectAsync("myclientid", level);
        Assert.Equal([ReasonCode.UnspecifiedError], (await client.SubscribeAsync("test/nosubscribe", quality: 2)).Reasons);
    }

    [Theory, BothVersions]
    public async Task DollarTopics(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.WatchAsync(level, "+/+", quality: 2);
        using RawClient other = await broker.ConnectAsync("myclientid", level);
        await other.PublishAsync("$" + AB, "", quality: 1);
        await other.PublishAsync(AB, "end", quality: 1);
        Assert.Empty(await client.PayloadsUntilAsync("end"));
    }

    [Theory, BothVersions]
    public async Task Unsubscribe(int level)
    {
        await using TestedBroker broker = await PublicSuite.StartAsync();
        using RawClient client = await broker.ConnectAsync("myclientid2", level);
        string[] topics = [A, AB, C];
        foreach (string topic in topics)
        {
            await client.SubscribeAsync(topic, quality: 2);
        }

        await client.UnsubscribeAsync(A);
        using RawClient other = await broker.ConnectAsync("myclientid", level);
        foreach (string topic in topics)
        {
            await other.PublishAsync(topic, topic, quality: 1);
        }

        Assert.Equal([AB, C], (await client.AcceptUntilAsync(C)).Select(message => message.Topic));
    }
}
