namespace PiHub.Mqtt.Subscriptions;

/// <summary>All subscriptions, one tree level per topic level. Safe from any thread.</summary>
internal sealed class SubscriptionTree
{
    // Guards the nodes and the counts.
    private readonly Lock _gate = new();
    private readonly Node _root = new();
    private long _version;
    private int _count;
    private int _sharedCount;

    /// <summary>Raised after every change, under the lock: it must only wake somebody.</summary>
    public event Action? Changed;

    /// <summary>Changes after every change of the tree.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The shared ones included.</summary>
    public int Count => Volatile.Read(ref _count);

    public int SharedCount => Volatile.Read(ref _sharedCount);

    /// <summary>Adds a subscription, or replaces the subscriber's one on the same filter (5.0: 3.8.4-3).</summary>
    /// <returns>False when it replaced one.</returns>
    public bool Add(Subscription subscription)
    {
        lock (_gate)
        {
            bool isNew = FindOrCreate(TopicFilter.TopicPart(subscription.Filter)).Add(subscription);
            Note(isNew ? 1 : 0, subscription.IsShared);
            return isNew;
        }
    }

    /// <summary>Removes the subscription of exactly this filter (5.0: 3.10.4-1), as the client gave it.</summary>
    /// <returns>False when there was none.</returns>
    public bool Remove(ISubscriber subscriber, string filter)
    {
        lock (_gate)
        {
            if (!Remove(_root, TopicFilter.TopicPart(filter), subscriber, filter))
            {
                return false;
            }

            Note(-1, TopicFilter.IsShared(filter));
            return true;
        }
    }

    /// <summary>The subscribers of a topic, each once; and the groups that share it, which get their own copy (5.0: 4.8.2).</summary>
    public Route Match(string topic)
    {
        var found = new List<SubscriptionSet>();
        RouteTarget[][] targets;
        ShareRoute[] shares;
        lock (_gate)
        {
            Collect(_root, topic, isFirst: true, found);
            targets = [.. found.Select(set => set.ToTargets()).Where(part => part.Length > 0)];
            shares = [.. found.SelectMany(set => set.ToShares())];
        }

        return new Route(Merge(targets), shares);
    }

    /// <summary>The filters of every subscriber, by walking the whole tree.</summary>
    public IReadOnlyDictionary<ISubscriber, List<string>> FiltersBySubscriber()
    {
        var found = new Dictionary<ISubscriber, List<string>>(ReferenceEqualityComparer.Instance);
        lock (_gate)
        {
            var open = new Stack<Node>([_root]);
            while (open.TryPop(out Node? node))
            {
                foreach (Subscription subscription in (node.Here?.All ?? []).Concat(node.Below?.All ?? []))
                {
                    if (!found.TryGetValue(subscription.Subscriber, out List<string>? filters))
                    {
                        found[subscription.Subscriber] = filters = [];
                    }

                    filters.Add(subscription.Filter);
                }

                foreach (Node child in node.Children)
                {
                    open.Push(child);
                }
            }
        }

        return found;
    }

    private void Note(int added, bool isShared)
    {
        _count += added;
        _sharedCount += isShared ? added : 0;
        Volatile.Write(ref _version, _version + 1);
        Changed?.Invoke();
    }

    private SubscriptionSet FindOrCreate(ReadOnlySpan<char> filter)
    {
        Node node = _root;
        bool isLast = false;
        while (!isLast)
        {
            ReadOnlySpan<char> level = TopicFilter.NextLevel(ref filter, out isLast);
            if (level is "#")
            {
                return node.Below ??= new SubscriptionSet();
            }

            node = node.ChildOrNew(level);
        }

        return node.Here ??= new SubscriptionSet();
    }

    private static bool Remove(Node node, ReadOnlySpan<char> rest, ISubscriber subscriber, string filter)
    {
        ReadOnlySpan<char> level = TopicFilter.NextLevel(ref rest, out bool isLast);
        if (level is "#")
        {
            bool wasBelow = node.Below?.Remove(subscriber, filter) == true;
            node.Below = node.Below is { IsEmpty: false } ? node.Below : null;
            return wasBelow;
        }

        if (node.Child(level) is not { } child)
        {
            return false;
        }

        bool removed;
        if (isLast)
        {
            removed = child.Here?.Remove(subscriber, filter) == true;
            child.Here = child.Here is { IsEmpty: false } ? child.Here : null;
        }
        else
        {
            removed = Remove(child, rest, subscriber, filter);
        }

        if (child.IsEmpty)
        {
            node.RemoveChild(level);
        }

        return removed;
    }

    // As deep as the tree, which TopicFilter.MaximumLevels bounds, not as the topic.
    private static void Collect(Node node, ReadOnlySpan<char> topic, bool isFirst, List<SubscriptionSet> found)
    {
        // 4.7.2-1: a leading wildcard does not match a leading dollar.
        bool wildcards = !isFirst || !topic.StartsWith("$");
        if (wildcards)
        {
            Add(node.Below, found);
        }

        ReadOnlySpan<char> level = TopicFilter.NextLevel(ref topic, out bool isLast);
        Visit(node.LiteralChild(level), topic, isLast, found);
        if (wildcards)
        {
            Visit(node.AnyChild, topic, isLast, found);
        }
    }

    private static void Visit(Node? child, ReadOnlySpan<char> rest, bool isLast, List<SubscriptionSet> found)
    {
        if (child is null)
        {
            return;
        }

        if (isLast)
        {
            Add(child.Here, found);
            Add(child.Below, found); // "sport/#" matches "sport"
        }
        else
        {
            Collect(child, rest, isFirst: false, found);
        }
    }

    private static void Add(SubscriptionSet? set, List<SubscriptionSet> found)
    {
        if (set is not null)
        {
            found.Add(set);
        }
    }

    private static RouteTarget[] Merge(RouteTarget[][] parts)
    {
        if (parts.Length < 2)
        {
            return parts.Length == 0 ? [] : parts[0]; // one filter has each subscriber once
        }

        var targets = new Dictionary<ISubscriber, RouteTarget>(ReferenceEqualityComparer.Instance);
        foreach (RouteTarget target in parts.SelectMany(part => part))
        {
            targets[target.Subscriber] = targets.TryGetValue(target.Subscriber, out RouteTarget? other) ? other.With(target) : target;
        }

        return [.. targets.Values];
    }

    private sealed class Node
    {
        // Most nodes are leaves.
        private Dictionary<string, Node>? _children;

        /// <summary>Subscriptions whose filter ends at this level.</summary>
        public SubscriptionSet? Here { get; set; }

        /// <summary>Subscriptions whose filter ends with <c>#</c> below this level.</summary>
        public SubscriptionSet? Below { get; set; }

        /// <summary>The child <c>+</c>.</summary>
        public Node? AnyChild { get; private set; }

        public IEnumerable<Node> Children => (_children?.Values ?? Enumerable.Empty<Node>()).Concat(AnyChild is { } any ? [any] : []);

        public bool IsEmpty => Here is null && Below is null && AnyChild is null && _children is not { Count: > 0 };

        public Node? LiteralChild(ReadOnlySpan<char> level) =>
            _children is not null && _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out Node? child) ? child : null;

        public Node? Child(ReadOnlySpan<char> level) => level is "+" ? AnyChild : LiteralChild(level);

        public Node ChildOrNew(ReadOnlySpan<char> level)
        {
            if (Child(level) is { } child)
            {
                return child;
            }

            child = new Node();
            if (level is "+")
            {
                AnyChild = child;
            }
            else
            {
                (_children ??= new Dictionary<string, Node>(StringComparer.Ordinal)).Add(level.ToString(), child);
            }

            return child;
        }

        public void RemoveChild(ReadOnlySpan<char> level)
        {
            if (level is "+")
            {
                AnyChild = null;
            }
            else
            {
                _children?.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);
            }
        }
    }
}
