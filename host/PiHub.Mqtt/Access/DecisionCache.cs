using System.Collections.Concurrent;

namespace PiHub.Mqtt.Access;

/// <summary>Remembers decisions about topics. Safe from any thread.</summary>
internal sealed class DecisionCache
{
    // A full cache is emptied: clients with ever new topics must not grow it.
    private const int MaximumTopics = 1_000;

    // Longer names are rare, and so many of them at 64 KiB would fill the memory.
    private const int MaximumLength = 1_024;

    private readonly Func<string, AclDecision> _decide;
    private readonly ConcurrentDictionary<string, AclDecision> _byTopic = new(StringComparer.Ordinal);
    private int _count;

    public DecisionCache(Func<string, AclDecision> decide) => _decide = decide;

    public AclDecision Find(string topic)
    {
        if (topic.Length > MaximumLength)
        {
            return _decide(topic);
        }

        if (_byTopic.TryGetValue(topic, out AclDecision known))
        {
            return known;
        }

        AclDecision decision = _decide(topic);
        if (Interlocked.Increment(ref _count) > MaximumTopics)
        {
            _byTopic.Clear();
            Volatile.Write(ref _count, 0);
        }

        _byTopic[topic] = decision;
        return decision;
    }
}
