using System.Text;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Retained;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Mqtt.Tests.Storage;
using PiHub.Mqtt.Tests.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Retained;

public sealed class RetainedMessagesTests
{
    private readonly RecordingStore _store = new();
    private readonly MovingTime _time = new();
    private readonly BrokerOptions _options = new() { RetainedMessages = 2 };
    private readonly RetainedMessages _retained;

    public RetainedMessagesTests() => _retained = new RetainedMessages(_options, _store, new BrokerCounters(), _time);

    [Fact]
    public void Change_EveryKind_IsStoredChangeByChange()
    {
        PublishedMessage first = Change("a", "1");
        PublishedMessage second = Change("a", "2");
        Change("a", "");
        Change("a", ""); // nothing to delete
        Assert.Equal([new RetainedSaved(first), new RetainedSaved(second), new RetainedDeleted("a")], _store.Changes);
        Assert.Equal((0, 0L), _retained.Size);
    }

    [Fact]
    public void Read_SameFilterAgainAndAgain_StopsWhereNoQueueTakesMore()
    {
        _options.RetainedReplayMessages = 10;
        Change("a", "1");
        Change("b", "2");
        var subscription = new Subscription { Subscriber = new FakeSubscriber(), Filter = "#" };
        int found = 0;
        _retained.Read(() => [.. Enumerable.Repeat(subscription, 1_000)], deliveries => found = deliveries.Count);
        Assert.InRange(found, 10, 12);
    }

    [Fact]
    public void Change_Quality_DecidesWhetherSomebodyWaits()
    {
        Change("a", "1", QualityOfService.AtMostOnce);
        Change("a", "2", QualityOfService.AtLeastOnce);
        Assert.Equal([true, false], _store.Units.Select(unit => unit.IsLazy));
    }

    [Fact]
    public void Change_NotKeptBecauseFull_DeletesTheOlder()
    {
        _options.RetainedBytes = 10;
        PublishedMessage kept = Change("a", "1");
        Change("b", new string('x', 20));
        Change("a", new string('x', 20));
        Assert.Equal([new RetainedSaved(kept), new RetainedDeleted("a")], _store.Changes);
        Assert.Equal((0, 0L), _retained.Size);
    }

    [Fact]
    public void Change_SystemTopic_IsNeitherStoredNorCounted()
    {
        Change("$SYS/broker/uptime", "1");
        Change("$SYS/broker/version", "1");
        Change("$SYS/broker/load", "1");
        Assert.Empty(_store.Units);
        Assert.Equal((0, 0L), _retained.Size);
        Assert.Equal(3, Replay("$SYS/#").Count);
        Assert.Empty(Replay("#")); // 4.7.2-1
        Assert.Empty(Replay("+/broker/uptime"));
    }

    [Fact]
    public void Read_Expired_IsForgottenAndDeletedWithTheNextChange()
    {
        Change("a", "1", expirySeconds: 5);
        Assert.Equal(["a"], Replay("+"));
        _time.Now += TimeSpan.FromSeconds(6);
        Assert.Empty(Replay("+"));
        Assert.Equal((0, 0L), _retained.Size);
        PublishedMessage next = Change("b", "2");
        Assert.Equal([new RetainedDeleted("a"), new RetainedSaved(next)], _store.Changes.Skip(1));
    }

    [Fact]
    public void Change_FullOfExpired_MakesRoom()
    {
        Change("a", "1", expirySeconds: 5);
        Change("b", "1", expirySeconds: 5);
        _time.Now += TimeSpan.FromSeconds(6);
        Change("c", "2");
        Assert.Equal(["c"], Replay("#"));
        Assert.Equal(2, _store.Changes.OfType<RetainedDeleted>().Count());
    }

    [Fact]
    public void Load_StoredMessages_AreThereWithoutTheExpired()
    {
        PublishedMessage expired = Message("x", "1", expirySeconds: 5);
        _time.Now += TimeSpan.FromSeconds(6);
        _retained.Load([Message("a/b", "1"), Message("c", "1"), Message("d", "1"), expired]); // more than the limit: they were acknowledged
        Assert.Equal(["a/b", "c", "d"], Replay("#").Order());
        Assert.Equal(3, _retained.Size.Messages);
        Assert.Empty(_store.Units);
    }

    [Fact]
    public void Read_TopicThatTheSubscriberMayNotReceive_IsLeftOut()
    {
        Change("a", "1");
        Change("b", "1");
        Assert.Equal(["b"], Replay("#", topic => topic != "a"));
    }

    [Fact]
    public void List_Pages_AreInOrder()
    {
        _retained.Load([.. new[] { "b/1", "a/2", "c", "a/1", "a/B", "$SYS/x" }.Select(topic => Message(topic, topic, expirySeconds: topic == "c" ? 60 : null))]);
        Assert.Equal(["a/1", "a/2", "a/B"], _retained.List("#", after: null, limit: 3).Select(message => message.Topic));
        IReadOnlyList<RetainedSnapshot> rest = _retained.List("#", "a/B", limit: 3);
        Assert.Equal(["b/1", "c"], rest.Select(message => message.Topic));
        Assert.Equal([null, _time.GetUtcNow().AddSeconds(60)], rest.Select(message => message.ExpiresAt));
        Assert.Equal("c", Encoding.UTF8.GetString(rest[1].Payload.Span));
        Assert.Equal(["a/2"], _retained.List("a/2", after: null, limit: 3).Select(message => message.Topic));
    }

    private PublishedMessage Message(string topic, string payload, QualityOfService quality = QualityOfService.AtLeastOnce, uint? expirySeconds = null) =>
        PublishedMessage.Create(
            "c",
            new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), QualityOfService = quality, Retain = true },
            new PacketProperties { MessageExpirySeconds = expirySeconds },
            _time);

    private PublishedMessage Change(string topic, string payload, QualityOfService quality = QualityOfService.AtLeastOnce, uint? expirySeconds = null)
    {
        PublishedMessage message = Message(topic, payload, quality, expirySeconds);
        var changes = default(StoreChanges);
        _retained.Change(message, ref changes, (PublishedMessage _, ref StoreChanges _) => null);
        return message;
    }

    private List<string> Replay(string filter, Func<string, bool>? permission = null)
    {
        List<string> topics = [];
        var subscriber = new FakeSubscriber { Permission = permission ?? (_ => true) };
        _retained.Read(
            () => [new Subscription { Subscriber = subscriber, Filter = filter }],
            found => topics = found.ConvertAll(delivery => delivery.Message.Message.Topic));
        return topics;
    }

    private sealed class MovingTime : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;
    }
}
