using System.Collections.Concurrent;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>Remembers who gets a topic until the subscriptions change, so that a repeated topic does not walk the tree.</summary>
internal sealed class RouteCache
{
    // A full cache is emptied: publishers with ever new topics must not grow it.
    private const int MaximumTopics = 10_000;

    // Longer names are rare, and so many of them at 64 KiB would fill the memory.
    private const int MaximumLength = 1_024;

    private readonly SubscriptionTree _tree;
    private readonly ConcurrentDictionary<string, Entry> _routes = new(StringComparer.Ordinal);
    private int _count;

    public RouteCache(SubscriptionTree tree) => _tree = tree;

    public Route Find(string topic)
    {
        if (topic.Length > MaximumLength)
        {
            return _tree.Match(topic);
        }

        long version = _tree.Version;
        bool isKnown = _routes.TryGetValue(topic, out Entry entry);
        if (isKnown && entry.Version == version)
        {
            return entry.Route;
        }

        Route route = _tree.Match(topic);
        if (!isKnown && Interlocked.Increment(ref _count) > MaximumTopics)
        {
            _routes.Clear();
            Volatile.Write(ref _count, 0);
        }

        // The version was read before the tree: a change in between makes this entry stale, not wrong.
        _routes[topic] = new Entry(version, route);
        return route;
    }

    private readonly record struct Entry(long Version, Route Route);
}
