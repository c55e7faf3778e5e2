using PiHub.Mqtt.Client;

namespace PiHub.Mqtt.Bridges;

/// <summary>Which remote topics get a retained message soon, because it waits in the outbox. Safe from any thread.</summary>
/// <remarks>What the remote broker has retained on such a topic is out of date, and must not replace the hub's newer message.</remarks>
internal sealed class PendingRetained(Outbox outbox)
{
    private const int PageMessages = 1_000;

    // Guards everything below; _positions is swept when it has doubled since the last time, so that it is not much longer than the outbox.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private int _sweepAt = PageMessages;

    /// <summary>Finds what an earlier process has left.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        long after = 0;
        while (await outbox.PeekAsync(after, PageMessages, cancellationToken) is { Count: > 0 } messages)
        {
            foreach (OutboxMessage message in messages.Where(message => message.Message.Retain))
            {
                Add(message.Message.Topic, message.Position);
            }

            after = messages[^1].Position;
        }
    }

    public void Add(string topic, long position)
    {
        lock (_gate)
        {
            _positions[topic] = position;
            if (_positions.Count >= _sweepAt)
            {
                foreach (string delivered in _positions.Where(pair => !outbox.IsWaiting(pair.Value)).Select(pair => pair.Key).ToArray())
                {
                    _positions.Remove(delivered);
                }

                _sweepAt = Math.Max(PageMessages, 2 * _positions.Count);
            }
        }
    }

    public bool Contains(string topic)
    {
        lock (_gate)
        {
            return _positions.TryGetValue(topic, out long position) && outbox.IsWaiting(position);
        }
    }
}
