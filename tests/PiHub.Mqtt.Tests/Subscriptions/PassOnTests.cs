using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Retained;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Subscriptions;

public sealed class PassOnTests
{
    private readonly SubscriptionTree _tree = new();
    private readonly PublishPipeline _pipeline;

    public PassOnTests()
    {
        var store = new MemoryStore();
        var counters = new BrokerCounters();
        var retained = new RetainedMessages(new BrokerOptions(), store, counters, TimeProvider.System);
        _pipeline = new PublishPipeline(new FakeJournal(), store, retained, new RouteCache(_tree), new RejectedMessages(), counters);
    }

    [Fact]
    public async Task PassOn_MemberThatEnds_LeavesQos1ToAnother()
    {
        // 4.8.2-5: QoS 2 stays with its client.
        FakeSubscriber[] members = [.. Enumerable.Range(0, 2).Select(i => new FakeSubscriber { ClientId = $"m{i}" })];
        foreach (FakeSubscriber member in members)
        {
            _tree.Add(new Subscription { Subscriber = member, Filter = "$share/g/a", Identifier = member == members[1] ? 9 : null });
            _tree.Add(new Subscription { Subscriber = member, Filter = "#" });
        }

        foreach (QualityOfService quality in Enum.GetValues<QualityOfService>())
        {
            members[1].Readiness = Readiness.Offline; // the first gets them
            var message = new BusMessage { Topic = "a", Payload = new[] { (byte)quality }, QualityOfService = quality };
            await _pipeline.PublishAsync(PublishedMessage.Create("p", message, properties: null, TimeProvider.System), CancellationToken.None);
        }

        Assert.Equal((6, 3), (members[0].Received.Count, members[1].Received.Count));
        _tree.Remove(members[0], "$share/g/a");
        _tree.Remove(members[0], "#");
        await _pipeline.PassOnAsync(members[0].Received);
        Delivery passedOn = Assert.Single(members[1].Received.Skip(3));
        Assert.Equal((QualityOfService.AtLeastOnce, "$share/g/a"), (passedOn.Quality, passedOn.ShareFilter));
        Assert.Equal([9u], passedOn.SubscriptionIds ?? []);
    }

    [Fact]
    public async Task PassOn_ManyMessages_AreStoredBeforeTheirSessionEnds()
    {
        var store = new FakeStore();
        await using BrokerHost host = await BrokerHost.StartAsync(store: store);
        using RawClient leaver = await host.ResumeAsync("leaver");
        await leaver.SubscribeAsync("$share/g/t", quality: 1);
        await host.LeaveSubscribedAsync("heir", "$share/g/t", quality: 1);
        for (int i = 0; i < 3; i++)
        {
            await host.PublishAsync("t", $"{i}", quality: 1);
        }

        await leaver.ReadMessagesAsync(3);
        store.Hold();
        await leaver.LeaveAsync(expirySeconds: 0);
        await Eventually.IsAsync(() => store.HeldCount == 2);
        store.Commit();
        await Eventually.IsAsync(() => StoredChanges.Replay(store.Committed).Sessions is [{ ClientId: "heir", Deliveries.Count: 3 }]);
        int end = store.Committed.ToList().FindIndex(change => change is SessionDeleted);
        Assert.Equal(3, store.Committed.Take(end).Count(change => change is DeliveryAdded { ClientId: "heir" }));
    }

    [Fact]
    public async Task PassOn_LastMember_LosesNothingToOthers()
    {
        var other = new FakeSubscriber();
        _tree.Add(new Subscription { Subscriber = other, Filter = "$share/h/a" });
        var message = new BusMessage { Topic = "a", Payload = "x"u8.ToArray() };
        await _pipeline.PassOnAsync([new Delivery(
            PublishedMessage.Create("p", message, properties: null, TimeProvider.System), QualityOfService.AtLeastOnce, Retain: false) { ShareFilter = "$share/g/a" }]);
        Assert.Empty(other.Received);
    }
}
