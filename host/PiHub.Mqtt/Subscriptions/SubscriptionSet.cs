namespace PiHub.Mqtt.Subscriptions;

/// <summary>The subscriptions whose filters are equal: those that are each served, and the groups that share. Guarded by the tree.</summary>
internal sealed class SubscriptionSet
{
    private readonly Dictionary<ISubscriber, Subscription> _own = new(ReferenceEqualityComparer.Instance);

    // By filter. Most filters are shared by nobody.
    private Dictionary<string, ShareGroup>? _groups;

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
        return isNew;
    }

    public bool Remove(ISubscriber subscriber, string filter)
    {
        if (!TopicFilter.IsShared(filter))
        {
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

    public void AddTo(List<Subscription> found, List<ShareGroup> groups)
    {
        found.AddRange(_own.Values);
        if (_groups is not null)
        {
            groups.AddRange(_groups.Values);
        }
    }
}
