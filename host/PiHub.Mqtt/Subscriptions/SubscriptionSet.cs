namespace PiHub.Mqtt.Subscriptions;

/// <summary>The subscriptions whose filters are equal: those that are each served, and the groups that share. Guarded by the tree.</summary>
internal sealed class SubscriptionSet
{
    private readonly Dictionary<ISubscriber, Subscription> _own = new(ReferenceEqualityComparer.Instance);

    // By filter. Most filters are shared by nobody.
    private Dictionary<string, ShareGroup>? _groups;

    // As long as nothing changes: subscribers that come and go elsewhere must not make a topic of thousands expensive.
    private RouteTarget[]? _targets;

    public bool IsEmpty => _own.Count == 0 && _groups is not { Count: > 0 };

    public IEnumerable<Subscription> All => _own.Values.Concat(_groups?.Values.SelectMany(group => group.Members) ?? []);

    /// <returns>False when it replaced the subscriber's former one.</returns>
    public bool Add(Subscription subscription)
    {
        if (subscription.IsShared)
        {
            _groups ??= new Dictionary<string, ShareGroup>(StringComparer.Ordinal);
            if (!_groups.TryGetValue(subscription.Filter, out ShareGroup? group))
            {
                _groups.Add(subscription.Filter, group = new ShareGroup(subscription.Filter));
            }

            return group.Add(subscription);
        }

        bool isNew = !_own.ContainsKey(subscription.Subscriber);
        _own[subscription.Subscriber] = subscription;
        _targets = null;
        return isNew;
    }

    public bool Remove(ISubscriber subscriber, string filter)
    {
        if (!TopicFilter.IsShared(filter))
        {
            _targets = null;
            return _own.Remove(subscriber);
        }

        if (_groups is null || !_groups.TryGetValue(filter, out ShareGroup? group) || !group.Remove(subscriber))
        {
            return false;
        }

        if (group.IsEmpty)
        {
            _groups.Remove(filter);
        }

        return true;
    }

    /// <summary>Each subscriber that does not share. Never changed.</summary>
    public RouteTarget[] ToTargets() => _targets ??= [.. _own.Values.Select(subscription => new RouteTarget(subscription))];

    public IEnumerable<ShareRoute> ToShares() => _groups?.Values.Select(group => group.ToRoute()) ?? [];
}
