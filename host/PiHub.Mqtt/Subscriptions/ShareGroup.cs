namespace PiHub.Mqtt.Subscriptions;

/// <summary>The subscriptions of one share name and filter (5.0: 4.8.2). Guarded by the tree, but for <see cref="NextTurn"/>.</summary>
internal sealed class ShareGroup
{
    private readonly Dictionary<ISubscriber, Subscription> _members = new(ReferenceEqualityComparer.Instance);
    private ShareRoute? _route;
    private int _turn = -1;

    public ShareGroup(string filter) => Filter = filter;

    /// <summary>As its members gave it, <c>$share/…</c> included.</summary>
    public string Filter { get; }

    public IEnumerable<Subscription> Members => _members.Values;

    public bool IsEmpty => _members.Count == 0;

    /// <returns>False when it replaced the subscriber's former one.</returns>
    public bool Add(Subscription subscription)
    {
        bool isNew = !_members.ContainsKey(subscription.Subscriber);
        _members[subscription.Subscriber] = subscription;
        _route = null;
        return isNew;
    }

    public bool Remove(ISubscriber subscriber)
    {
        _route = null;
        return _members.Remove(subscriber);
    }

    /// <summary>The same until the group changes.</summary>
    public ShareRoute ToRoute() => _route ??= new ShareRoute(this, [.. _members.Values.Select(member => new RouteTarget(member))]);

    /// <summary>Counts the messages of the group, across all its topics.</summary>
    public uint NextTurn() => (uint)Interlocked.Increment(ref _turn);
}
