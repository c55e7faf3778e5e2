using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Tests.Subscriptions;

public sealed class ShareRouteTests
{
    private readonly FakeSubscriber[] _members = [.. Enumerable.Range(0, 3).Select(i => new FakeSubscriber { ClientId = $"m{i}" })];
    private readonly SubscriptionTree _tree = new();

    public ShareRouteTests()
    {
        foreach (FakeSubscriber member in _members)
        {
            _tree.Add(new Subscription { Subscriber = member, Filter = "$share/g/a" });
        }
    }

    [Fact]
    public void Choose_AllReady_TakesTurns() =>
        Assert.Equal([3, 3, 3], Choose(9).GroupBy(member => member).Select(group => group.Count()));

    [Fact]
    public void Choose_AfterTheGroupHasChanged_GoesOnWithItsTurns()
    {
        // Every change makes a new route; the turn is the group's.
        var chosen = new List<ISubscriber?>();
        for (int i = 0; i < 6; i++)
        {
            chosen.AddRange(Choose(1));
            _tree.Add(new Subscription { Subscriber = _members[0], Filter = "$share/g/a" });
        }

        Assert.Equal([2, 2, 2], chosen.GroupBy(member => member).Select(group => group.Count()));
    }

    [Fact]
    public void Choose_BusyAndOfflineMembers_GetNothingWhileAnotherIsReady()
    {
        (_members[0].Readiness, _members[1].Readiness) = (Readiness.Busy, Readiness.Offline);
        Assert.All(Choose(9), member => Assert.Same(_members[2], member));
    }

    [Fact]
    public void Choose_NobodyReady_TakesTheConnectedOneBeforeTheOffline()
    {
        (_members[0].Readiness, _members[1].Readiness, _members[2].Readiness) = (Readiness.Offline, Readiness.Busy, Readiness.Offline);
        Assert.All(Choose(9), member => Assert.Same(_members[1], member));
    }

    [Fact]
    public void Choose_AllOffline_TakesTurns()
    {
        Array.ForEach(_members, member => member.Readiness = Readiness.Offline);
        Assert.Equal([3, 3, 3], Choose(9).GroupBy(member => member).Select(group => group.Count()));
    }

    [Fact]
    public void Choose_MemberThatMayNotReceive_IsPassedOver()
    {
        Array.ForEach(_members, member => member.Permission = _ => false);
        Assert.All(Choose(3), Assert.Null);
        _members[1].Permission = topic => topic == "a";
        _members[1].Readiness = Readiness.Offline;
        Assert.All(Choose(3), member => Assert.Same(_members[1], member));
    }

    private List<ISubscriber?> Choose(int times) =>
        [.. Enumerable.Range(0, times).Select(_ => Assert.Single(_tree.Match("a").Shares).Choose("a")?.Subscriber)];
}
