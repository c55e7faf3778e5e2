using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Retained;

/// <summary>Retained topics by their levels, so that a filter visits only what it can match. Guarded by its owner.</summary>
internal sealed class RetainedTree
{
    // What is deeper is one level: a topic of 65,535 slashes must not cost as many nodes. Its walks are recursive.
    private const int MaximumDepth = 16;

    private readonly Node _root = new();

    /// <summary>Adds a topic that is not there yet.</summary>
    public void Add(RetainedTopic topic)
    {
        Node node = _root;
        ReadOnlySpan<char> rest = topic.Name;
        bool isLast = false;
        for (int depth = 0; !isLast; depth++)
        {
            node = node.ChildOrNew(NextLevel(ref rest, depth, out isLast));
        }

        node.Topic = topic;
    }

    /// <summary>Removes a topic that is there.</summary>
    public void Remove(string topic) => Remove(_root, topic, depth: 0);

    /// <summary>Adds the topics that a filter matches to a list, in no order.</summary>
    public void Find(string filter, List<RetainedTopic> found) => Find(_root, filter, depth: 0, filter, found);

    private static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, int depth, out bool isLast)
    {
        if (depth < MaximumDepth)
        {
            return TopicFilter.NextLevel(ref rest, out isLast);
        }

        isLast = true;
        return rest;
    }

    private static void Remove(Node node, ReadOnlySpan<char> rest, int depth)
    {
        ReadOnlySpan<char> level = NextLevel(ref rest, depth, out bool isLast);
        if (node.Child(level) is not { } child)
        {
            return;
        }

        if (isLast)
        {
            child.Topic = null;
        }
        else
        {
            Remove(child, rest, depth + 1);
        }

        if (child.IsEmpty)
        {
            node.RemoveChild(level);
        }
    }

    private static void Find(Node node, ReadOnlySpan<char> rest, int depth, string filter, List<RetainedTopic> found)
    {
        ReadOnlySpan<char> level = TopicFilter.NextLevel(ref rest, out bool isLast);
        if (level is "#")
        {
            AddAll(node, depth, found); // "sport/#" matches "sport"
        }
        else if (depth == MaximumDepth)
        {
            found.AddRange(node.Children.Select(child => child.Value.Topic).OfType<RetainedTopic>().Where(topic => TopicFilter.Matches(filter, topic.Name)));
        }
        else if (level is not "+")
        {
            Visit(node.Child(level), rest, isLast, depth, filter, found);
        }
        else
        {
            foreach ((string name, Node child) in node.Children)
            {
                if (!IsHidden(name, depth))
                {
                    Visit(child, rest, isLast, depth, filter, found);
                }
            }
        }
    }

    private static void Visit(Node? child, ReadOnlySpan<char> rest, bool isLast, int depth, string filter, List<RetainedTopic> found)
    {
        if (child is null)
        {
            return;
        }

        if (!isLast)
        {
            Find(child, rest, depth + 1, filter, found);
        }
        else if (child.Topic is { } topic)
        {
            found.Add(topic);
        }
    }

    private static void AddAll(Node node, int depth, List<RetainedTopic> found)
    {
        if (node.Topic is { } topic)
        {
            found.Add(topic);
        }

        foreach ((string name, Node child) in node.Children)
        {
            if (!IsHidden(name, depth))
            {
                AddAll(child, depth + 1, found);
            }
        }
    }

    // 4.7.2-1: a leading wildcard does not match a leading dollar.
    private static bool IsHidden(string level, int depth) => depth == 0 && level.StartsWith('$');

    private sealed class Node
    {
        private static readonly Dictionary<string, Node> None = [];

        // Most nodes are leaves.
        private Dictionary<string, Node>? _children;

        public RetainedTopic? Topic { get; set; }

        public Dictionary<string, Node> Children => _children ?? None;

        public bool IsEmpty => Topic is null && Children.Count == 0;

        public Node? Child(ReadOnlySpan<char> level) =>
            _children is not null && _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out Node? child) ? child : null;

        public Node ChildOrNew(ReadOnlySpan<char> level)
        {
            if (Child(level) is { } child)
            {
                return child;
            }

            child = new Node();
            (_children ??= new Dictionary<string, Node>(StringComparer.Ordinal)).Add(level.ToString(), child);
            return child;
        }

        public void RemoveChild(ReadOnlySpan<char> level) => _children?.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);
    }
}
