using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter H: topic names and filters (4.7).</summary>
public sealed class TopicTests
{
    public static TheoryData<int, string, string, bool> Matches
    {
        get
        {
            (string Filter, string Topic, bool Matches)[] rows =
            [
                ("sport/#", "sport", true),
                ("sport/#", "sport/tennis/player1", true),
                ("sport/#", "sports", false),
                ("#", "a", true),
                ("#", "/", true),
                ("sport/tennis/+", "sport/tennis/player1", true),
                ("sport/tennis/+", "sport/tennis/player1/ranking", false),
                ("sport/+", "sport", false),
                ("sport/+", "sport/", true),
                ("+", "a/b", false),
                ("+", "a", true),
                ("+", "/a", false),
                ("+/+", "/a", true),
                ("/+", "/a", true),
                ("/+", "a/a", false),
                ("+/tennis/#", "x/tennis", true),
                ("a", "/a", false),
                ("/a", "a", false),
                ("a", "a/", false),
                ("a/", "a", false),
                ("a//b", "a/b", false),
                ("a/+/b", "a//b", true),
                ("//", "//", true),
                ("+/+/+", "//", true),
                ("A", "a", false),
                ("a b", "a b", true),
                ("#", "$TopicA/B", false),
                ("+/B", "$TopicA/B", false),
                ("+/+", "$TopicA/B", false),
                ("$TopicA/#", "$TopicA/B", true),
                ("$TopicA/+", "$TopicA/B", true),
                ("a/$b", "a/$b", true),
                ("a/+", "a/$b", true),
            ];
            var data = new TheoryData<int, string, string, bool>();
            foreach ((string filter, string topic, bool matches) in rows)
            {
                data.Add(4, filter, topic, matches);
                data.Add(5, filter, topic, matches);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Matches))]
    [Statement("3.3.2-3 4.7.1-2 4.7.1-3 4.7.2-1 4.7.3-4", "3.3.2-3 4.7.1-1 4.7.1-2 4.7.2-1 4.7.3-4")]
    public async Task Filter_Matches_ByTheRules(int level, string filter, string topic, bool matches)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level);
        await publisher.PublishAsync(topic, "kept", quality: 1, retain: true);
        using RawClient client = await broker.ConnectAsync("s", level);
        await client.SubscribeAsync(filter);
        if (matches)
        {
            Assert.Equal("kept", await client.ReadPayloadAsync());
        }

        await client.SubscribeAsync("end/of/test");
        await publisher.PublishAsync(topic, "live", quality: 1);
        await publisher.PublishAsync("end/of/test", "end");
        string[] expected = filter == "#" ? ["live"] : matches ? ["live"] : [];
        Assert.Equal(matches ? expected : [], (await client.PayloadsUntilAsync("end")).Distinct());
    }

    [Theory]
    [BothVersions("sport/tennis#", "tennis#", "sport/tennis/#/ranking", "#/a", "##", "sport+", "a/b+", "+a/b", "a/+b", "++", "")]
    [Statement("4.7.1-2 4.7.1-3 4.7.3-1", "4.7.1-1 4.7.1-2 4.7.3-1")]
    public async Task Filter_Malformed_IsRefused(int level, string filter)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(new SubscribePacket { PacketId = 1, Requests = [new SubscriptionRequest { Filter = filter }] });
        if (await client.ReadToRefusalAsync() is { } granted)
        {
            Assert.True(Assert.Single(granted.Reasons) >= ReasonCode.UnspecifiedError); // or it closes
        }
    }

    [Theory, BothVersions]
    [Statement("4.7.1-1 4.7.1-2", "4.7.0-1 4.7.1-1")]
    public async Task Filter_MalformedInUnsubscribe_DoesNoHarm(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient good = await broker.WatchAsync(level, "tennis/#");
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(new UnsubscribePacket { PacketId = 1, Filters = ["tennis#"] });
        await client.ReadToRefusalAsync();
        await good.SendAsync(RawClient.Message("tennis", "x"));
        Assert.Equal("x", await good.ReadPayloadAsync());
    }

    [Theory, BothVersions]
    [Statement("4.7.3-3", "4.7.3-3")]
    public async Task Filter_OfGreatestLength_IsServed(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        string filter = new('f', 65_535);
        Assert.Equal(ReasonCode.Success, Assert.Single((await client.SubscribeAsync(filter)).Reasons));
        await client.SendAsync(RawClient.Message(filter, "x"));
        Assert.Equal("x", await client.ReadPayloadAsync());
    }
}
