using FsCheck;
using FsCheck.Fluent;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Tests.Subscriptions;

public sealed class SubscriptionTreeTests
{
    private static readonly Gen<string> Filters = Gen.Choose(1, 3).SelectMany(n => Gen.Elements("a", "b", "+", "", "$x").ArrayOf(n))
        .SelectMany(levels => Gen.Elements("", "/#").Select(end => string.Join('/', levels) + end))
        .SelectMany(filter => Gen.Elements("", "$share/g/", "$share/h/").Select(share => share + filter)).Where(TopicFilter.IsServed);

    private static readonly Gen<string> Topics = Gen.Choose(1, 4).SelectMany(n => Gen.Elements("a", "b", "", "$x").ArrayOf(n))
        .Select(levels => string.Join('/', levels)).Where(TopicName.IsValid);

    [Fact]
    public void Match_AnySubscriptions_AgreesWithANaiveList()
    {
        // A subscription of a subscriber begins, or ends when it is there already.
        Gen<(int Subscriber, string Filter)> step = Gen.Choose(0, 3).SelectMany(subscriber => Filters.Select(filter => (subscriber, filter)));
        Prop.ForAll(step.ListOf(40).ToArbitrary(), Topics.ToArbitrary(), (steps, topic) =>
        {
            var tree = new SubscriptionTree();
            var naive = new HashSet<(int Subscriber, string Filter)>();
            FakeSubscriber[] subscribers = [.. Enumerable.Range(0, 4).Select(i => new FakeSubscriber { ClientId = $"{i}" })];
            foreach ((int subscriber, string filter) in steps)
            {
                bool begins = naive.Add((subscriber, filter));
                Assert.Equal(begins, begins
                    ? tree.Add(new Subscription { Subscriber = subscribers[subscriber], Filter = filter })
                    : !tree.Remove(subscribers[subscriber], filter));
                _ = begins || naive.Remove((subscriber, filter));
            }

            AssertEqual(naive, tree, topic);
            foreach ((int subscriber, string filter) in naive)
            {
                Assert.True(tree.Remove(subscribers[subscriber], filter));
            }

            Assert.Equal((0, 0), (tree.Count, tree.SharedCount));
            Assert.Equal((0, 0), (tree.Match(topic).Targets.Length, tree.Match(topic).Shares.Length));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Add_SameFilterAgain_Replaces()
    {
        var tree = new SubscriptionTree();
        var subscriber = new FakeSubscriber();
        foreach (string filter in new[] { "a/#", "$share/g/a/#", "$share/g/a" })
        {
            Assert.True(tree.Add(new Subscription { Subscriber = subscriber, Filter = filter }));
            Assert.False(tree.Add(new Subscription { Subscriber = subscriber, Filter = filter }));
        }

        Assert.Equal((3, 2), (tree.Count, tree.SharedCount));
        Assert.Equal((1, 2), (tree.Match("a").Targets.Length, tree.Match("a").Shares.Length)); // a group is of one filter
        Assert.Equal(3, tree.FiltersBySubscriber()[subscriber].Count);
    }

    [Fact]
    public void Find_KnownTopic_AllocatesNothingUntilASubscriptionChanges()
    {
        var tree = new SubscriptionTree();
        var cache = new RouteCache(tree);
        tree.Add(new Subscription { Subscriber = new FakeSubscriber(), Filter = "a/+" });
        tree.Add(new Subscription { Subscriber = new FakeSubscriber(), Filter = "$share/g/a/+" });
        Route first = cache.Find("a/b");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Route second = cache.Find("a/b");
        RouteTarget? chosen = second.Shares[0].Choose("a/b");
        long allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocatedBytes);
        Assert.Same(first, second);
        Assert.NotNull(chosen);
        tree.Add(new Subscription { Subscriber = new FakeSubscriber(), Filter = "#" });
        Assert.Equal(2, cache.Find("a/b").Targets.Length);
    }

    private static void AssertEqual(HashSet<(int Subscriber, string Filter)> naive, SubscriptionTree tree, string topic)
    {
        Route route = tree.Match(topic);
        IEnumerable<string> own = naive.Where(one => !TopicFilter.IsShared(one.Filter) && TopicFilter.Matches(one.Filter, topic))
            .Select(one => $"{one.Subscriber}").Distinct();
        Assert.Equal(own.Order(), route.Targets.Select(target => target.Subscriber.ClientId).Order());
        IEnumerable<string> shared = naive.Where(one => TopicFilter.IsShared(one.Filter) && TopicFilter.Matches(one.Filter["$share/g/".Length..], topic))
            .Select(one => $"{one.Filter} {one.Subscriber}");
        Assert.Equal(shared.Order(), route.Shares.SelectMany(share => share.Members.Select(member => $"{share.Filter} {member.Subscriber.ClientId}")).Order());
        Assert.Equal(naive.Count, tree.Count);
        Assert.Equal(naive.Count(one => TopicFilter.IsShared(one.Filter)), tree.SharedCount);
    }
}
