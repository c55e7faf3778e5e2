namespace PiHub.Mqtt.Subscriptions;

/// <summary>All subscriptions, one tree level per topic level. Safe from any thread.</summary>
internal sealed class SubscriptionTree
{
    // Guards the nodes and _count.
    private readonly Lock _gate = new();
    private readonly Node _root = new();
    private long _version;
    private int _count;

    /// <summary>Changes after every change of the tree.</summary>
    public long Version => Volatile.Read(ref _version);

    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a subscription, or replaces the subscriber's one on the same filter (5.0: 3.8.4-3).</summary>
    /// <returns>False when it replaced one.</returns>
    public bool Add(Subscription subscription)
    {
        lock (_gate)
        {
            List<Subscription> place = FindOrCreate(subscription.Filter);
            int existing = IndexOf(place, subscription.Subscriber);
            if (existing >= 0)
            {
                place[existing] = subscription;
            }
            else
            {
                place.Add(subscription);
                _count++;
            }

            Volatile.Write(ref _version, _version + 1);
            return existing < 0;
        }
    }

    /// <summary>Removes the subscription of exactly this filter (5.0: 3.10.4-1).</summary>
    /// <returns>False when there was none.</returns>
    public bool Remove(ISubscriber subscriber, string filter)
    {
        lock (_gate)
        {
            if (!Remove(_root, filter, subscriber))
            {
                return false;
            }

            _count--;
            Volatile.Write(ref _version, _version + 1);
            return true;
        }
    }

    /// <summary>The subscribers of a topic, each once.</summary>
    public RouteTarget[] Match(string topic)
    {
        var found = new List<Subscription>();
        lock (_gate)
        {
            Collect(_root, topic, isFirst: true, found);
        }

        return found.Count switch
        {
            0 => [],
            1 => [RouteTarget.Of(found[0])],
            _ => Merge(found),
        };
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
                foreach (Subscription subscription in node.Here.Concat(node.Below))
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

    private static RouteTarget[] Merge(List<Subscription> found)
    {
        var targets = new Dictionary<ISubscriber, RouteTarget>(found.Count, ReferenceEqualityComparer.Instance);
        foreach (Subscription subscription in found)
        {
            targets[subscription.Subscriber] = targets.TryGetValue(subscription.Subscriber, out RouteTarget target)
                ? target.With(subscription)
                : RouteTarget.Of(subscription);
        }

        return [.. targets.Values];
    }

    private List<Subscription> FindOrCreate(string filter)
    {
        Node node = _root;
        ReadOnlySpan<char> rest = filter;
        bool isLast = false;
        while (!isLast)
        {
            ReadOnlySpan<char> level = TopicFilter.NextLevel(ref rest, out isLast);
            if (level is "#")
            {
                return node.Below;
            }

            node = node.ChildOrNew(level);
        }

        return node.Here;
    }

    private static bool Remove(Node node, ReadOnlySpan<char> filter, ISubscriber subscriber)
    {
        ReadOnlySpan<char> level = TopicFilter.NextLevel(ref filter, out bool isLast);
        if (level is "#")
        {
            return RemoveFrom(node.Below, subscriber);
        }

        if (node.Child(level) is not { } child)
        {
            return false;
        }

        bool removed = isLast ? RemoveFrom(child.Here, subscriber) : Remove(child, filter, subscriber);
        if (child.IsEmpty)
        {
            node.RemoveChild(level);
        }

        return removed;
    }

    private static bool RemoveFrom(List<Subscription> place, ISubscriber subscriber)
    {
        int index = IndexOf(place, subscriber);
        if (index < 0)
        {
            return false;
        }

        place.RemoveAt(index);
        return true;
    }

    private static int IndexOf(List<Subscription> place, ISubscriber subscriber) =>
        place.FindIndex(subscription => ReferenceEquals(subscription.Subscriber, subscriber));

    // As deep as the tree, which TopicFilter.MaximumLevels bounds, not as the topic.
    private static void Collect(Node node, ReadOnlySpan<char> topic, bool isFirst, List<Subscription> found)
    {
        // 4.7.2-1: a leading wildcard does not match a leading dollar.
        bool wildcards = !isFirst || !topic.StartsWith("$");
        if (wildcards)
        {
            found.AddRange(node.Below);
        }

        ReadOnlySpan<char> level = TopicFilter.NextLevel(ref topic, out bool isLast);
        Visit(node.LiteralChild(level), topic, isLast, found);
        if (wildcards)
        {
            Visit(node.AnyChild, topic, isLast, found);
        }
    }

    private static void Visit(Node? child, ReadOnlySpan<char> rest, bool isLast, List<Subscription> found)
    {
        if (child is null)
        {
            return;
        }

        if (isLast)
        {
            found.AddRange(child.Here);
            found.AddRange(child.Below); // "sport/#" matches "sport"
        }
        else
        {
            Collect(child, rest, isFirst: false, found);
        }
    }

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);

        /// <summary>Subscriptions whose filter ends at this level.</summary>
        public List<Subscription> Here { get; } = [];

        /// <summary>Subscriptions whose filter ends with <c>#</c> below this level.</summary>
        public List<Subscription> Below { get; } = [];

        /// <summary>The child <c>+</c>.</summary>
        public Node? AnyChild { get; private set; }

        public IEnumerable<Node> Children => AnyChild is { } any ? _children.Values.Append(any) : _children.Values;

        public bool IsEmpty => Here.Count == 0 && Below.Count == 0 && _children.Count == 0 && AnyChild is null;

        public Node? LiteralChild(ReadOnlySpan<char> level) =>
            _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out Node? child) ? child : null;

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
                _children.Add(level.ToString(), child);
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
                _children.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);
            }
        }
    }
}
