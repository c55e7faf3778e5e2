using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Retained;
using PiHub.Mqtt.Sessions;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Storage;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Subscriptions;

/// <summary>What a session that outlives its connection stores.</summary>
public sealed class PersistentSubscribeTests
{
    private static readonly SubscriptionRequest Full = new()
    {
        Filter = "a/+",
        QualityOfService = QualityOfService.AtLeastOnce,
        NoLocal = true,
        RetainAsPublished = true,
        RetainHandling = RetainHandling.OnNewSubscription,
    };

    private readonly RecordingStore _store = new();
    private readonly BrokerParts _parts;

    public PersistentSubscribeTests()
    {
        var options = new BrokerOptions();
        var counters = new BrokerCounters();
        var tree = new SubscriptionTree();
        var retained = new RetainedMessages(options, _store, counters, TimeProvider.System);
        _parts = new BrokerParts
        {
            Options = options,
            Access = new FakeAccess(),
            Pipeline = new PublishPipeline(new FakeJournal(), _store, retained, new RouteCache(tree), new RejectedMessages(), counters),
            Subscriptions = tree,
            Retained = retained,
            Sessions = new SessionRegistry(),
            Store = _store,
            Counters = counters,
            Time = TimeProvider.System,
            Logger = NullLogger.Instance,
            GivingUp = CancellationToken.None,
        };
    }

    [Fact]
    public async Task Subscribe_Persistent_StoresOneUnit()
    {
        Session session = NewSession(isPersistent: true);
        await new SubscriptionHandler(session, _parts).SubscribeAsync(Packet(Full, new SubscriptionRequest { Filter = "bad#" }, new SubscriptionRequest { Filter = "$share/g/b" }), default);
        StoreUnit unit = Assert.Single(_store.Units);
        Assert.False(unit.IsLazy);
        var expected = new StoredSubscription
        {
            Filter = "a/+",
            MaximumQuality = QualityOfService.AtLeastOnce,
            NoLocal = true,
            RetainAsPublished = true,
            RetainHandling = RetainHandling.OnNewSubscription,
            Identifier = 5,
        };
        Assert.Equal([new SubscriptionSaved("c", expected), new SubscriptionSaved("c", new StoredSubscription { Filter = "$share/g/b", MaximumQuality = 0, Identifier = 5 })], unit.Changes);
        Assert.Equal(expected, Subscription.FromStored(session, expected).ToStored());
    }

    [Fact]
    public async Task Subscribe_WhileTheStoreIsBusy_TakesEffectAndIsAnsweredAfterTheCommit()
    {
        _store.IsHeld = true;
        Session session = NewSession(isPersistent: true);
        ValueTask subscribing = new SubscriptionHandler(session, _parts).SubscribeAsync(Packet(Full), default);
        Assert.Single(_parts.Subscriptions.Match("a/b").Targets);
        Assert.Empty(Answers(session));
        Assert.False(subscribing.IsCompleted);
        _store.Release();
        Assert.IsType<SubAckPacket>(Assert.Single(Answers(session)));
        await subscribing;
    }

    [Fact]
    public async Task Subscribe_ConnectionEndsBeforeTheCommit_IsNotAnswered()
    {
        _store.IsHeld = true;
        Session session = NewSession(isPersistent: true);
        using var closing = new CancellationTokenSource();
        Task subscribing = new SubscriptionHandler(session, _parts).SubscribeAsync(Packet(Full), closing.Token).AsTask();
        await closing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing);
        _store.Release();
        Assert.Empty(Answers(session));
        Assert.Equal(["a/+"], session.Subscriptions.Keys);
    }

    [Fact]
    public async Task Unsubscribe_Persistent_StoresWhatExisted()
    {
        Session session = NewSession(isPersistent: true);
        var handler = new SubscriptionHandler(session, _parts);
        await handler.SubscribeAsync(Packet(Full), default);
        await handler.UnsubscribeAsync(new UnsubscribePacket { PacketId = 2, Filters = ["a/+", "x"] }, default);
        await handler.UnsubscribeAsync(new UnsubscribePacket { PacketId = 3, Filters = ["a/+"] }, default);
        Assert.Equal([new SubscriptionDeleted("c", "a/+")], _store.Changes.Skip(1));
        Assert.Equal(3, Answers(session).Count);
    }

    [Fact]
    public async Task Subscribe_NotPersistent_TouchesNoStore()
    {
        Session session = NewSession(isPersistent: false);
        var handler = new SubscriptionHandler(session, _parts);
        await handler.SubscribeAsync(Packet(Full), default);
        await handler.UnsubscribeAsync(new UnsubscribePacket { PacketId = 2, Filters = ["a/+"] }, default);
        Assert.Empty(_store.Units);
        Assert.Equal(2, Answers(session).Count);
    }

    private Session NewSession(bool isPersistent) => new(
        new ConnectPacket { Version = ProtocolVersion.V5, ClientId = "c" }, "c", new MqttClientAccess { Name = "n" }, _parts) { IsPersistent = isPersistent };

    private static SubscribePacket Packet(params SubscriptionRequest[] requests) => new()
    {
        PacketId = 1,
        Requests = requests,
        Properties = new PacketProperties { SubscriptionIdentifiers = [5] },
    };

    private static List<Packet> Answers(Session session)
    {
        var answers = new List<Packet>();
        session.Outbound.Take(answers, messages: null, maximumMessages: 0);
        return answers;
    }
}
