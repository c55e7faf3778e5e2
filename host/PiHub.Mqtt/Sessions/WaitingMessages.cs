using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>What waits to be sent to one client, and its bounds: retained messages of new subscriptions first, then live ones.</summary>
/// <remarks>Guarded by the lock of its <see cref="OutboundQueue"/>.</remarks>
internal sealed class WaitingMessages
{
    private readonly BrokerOptions _options;
    private readonly BrokerCounters _counters;
    private readonly TimeProvider _time;
    private readonly Queue<QueuedMessage> _live = new();
    private Queue<QueuedMessage>? _replays;
    private long _sequence;

    public WaitingMessages(BrokerOptions options, BrokerCounters counters, TimeProvider time)
    {
        _options = options;
        _counters = counters;
        _time = time;
    }

    public int Count => _live.Count + (_replays?.Count ?? 0);

    /// <summary>Of all that waits or is in flight, until <see cref="Free"/>.</summary>
    public long Bytes { get; private set; }

    public long Dropped { get; private set; }

    public bool IsHalfEmpty => _live.Count <= _options.OutboundQueueMessages / 2;

    /// <summary>Adds a live message, for which older ones may be dropped.</summary>
    /// <returns>False when it does not fit.</returns>
    public bool TryAdd(in Delivery delivery, bool isStored, ref List<StoredMark>? discarded, out StoredMark? mark)
    {
        mark = null;
        int sizeBytes = delivery.Message.SizeBytes;
        while (!TryReserve(sizeBytes))
        {
            if (!TryDropOldest(ref discarded))
            {
                CountDropped();
                return false;
            }
        }

        mark = isStored ? new StoredMark(++_sequence) : null;
        _live.Enqueue(new QueuedMessage(delivery, mark, sizeBytes));
        return true;
    }

    /// <summary>Adds a retained message, unless too many wait.</summary>
    /// <returns>Where to store it; null when it is not stored or dropped.</returns>
    public StoredMark? AddReplay(in Delivery delivery, bool isStored)
    {
        _replays ??= new Queue<QueuedMessage>();
        if (_replays.Count >= _options.RetainedReplayMessages)
        {
            CountDropped();
            return null;
        }

        StoredMark? mark = isStored && delivery.Quality > QualityOfService.AtMostOnce ? new StoredMark(++_sequence) : null;
        _replays.Enqueue(new QueuedMessage(delivery, mark, SizeBytes: 0));
        return mark;
    }

    /// <summary>Makes the message of a restored delivery; it is to be given to <see cref="Restore"/> or to be in flight.</summary>
    public QueuedMessage Recover(in Delivery delivery, long sequence, bool isSent)
    {
        // The bounds held when it was stored.
        int sizeBytes = delivery.Message.SizeBytes;
        _counters.TryAddQueued(sizeBytes, long.MaxValue);
        Bytes += sizeBytes;
        _sequence = Math.Max(_sequence, sequence);
        return new QueuedMessage(delivery, new StoredMark(sequence) { IsCommitted = true, IsSentCommitted = isSent }, sizeBytes);
    }

    public void Restore(in QueuedMessage message) => _live.Enqueue(message);

    /// <summary>The next message that may be sent; expired ones before it are dropped (5.0: 3.3.2-5).</summary>
    public bool TryPeek(out QueuedMessage message, ref List<StoredMark>? discarded)
    {
        while (true)
        {
            Queue<QueuedMessage> source = Next;
            if (!source.TryPeek(out message) || message.Mark is { IsCommitted: false })
            {
                return false;
            }

            if (message.Delivery.Message.RemainingSeconds(_time) != 0)
            {
                return true;
            }

            Discard(source, ref discarded);
        }
    }

    /// <summary>Takes what <see cref="TryPeek"/> showed; its bytes count until <see cref="Free"/>.</summary>
    public void Dequeue() => Next.Dequeue();

    /// <summary>Drops messages of QoS 0, which do not wait for the next connection.</summary>
    public void DropUnacknowledgeable()
    {
        Keep(_live);
        if (_replays is not null)
        {
            Keep(_replays);
        }
    }

    public void Clear()
    {
        _live.Clear();
        _replays = null;
        Free(Bytes);
    }

    public void Free(long bytes)
    {
        if (bytes > 0)
        {
            Bytes -= bytes;
            _counters.RemoveQueued(bytes);
        }
    }

    private Queue<QueuedMessage> Next => _replays is { Count: > 0 } replays ? replays : _live;

    private bool TryReserve(int sizeBytes)
    {
        bool fits = _live.Count < _options.OutboundQueueMessages && (Bytes == 0 || Bytes + sizeBytes <= _options.OutboundQueueBytes);
        if (!fits || !_counters.TryAddQueued(sizeBytes, _options.QueuedBytes))
        {
            return false;
        }

        Bytes += sizeBytes;
        return true;
    }

    // What is still on its way to the store cannot be deleted there yet.
    private bool TryDropOldest(ref List<StoredMark>? discarded)
    {
        if (!_live.TryPeek(out QueuedMessage oldest) || oldest.Mark is { IsCommitted: false })
        {
            return false;
        }

        bool hasExpired = oldest.Delivery.Message.RemainingSeconds(_time) == 0;
        if (!hasExpired)
        {
            if (_options.OutboundOverflow != OutboundOverflow.DropOldest)
            {
                return false;
            }

            CountDropped();
        }

        Discard(_live, ref discarded);
        return true;
    }

    private void Discard(Queue<QueuedMessage> source, ref List<StoredMark>? discarded)
    {
        QueuedMessage message = source.Dequeue();
        Free(message.SizeBytes);
        Add(ref discarded, message.Mark);
    }

    private void Keep(Queue<QueuedMessage> messages)
    {
        for (int i = messages.Count; i > 0; i--)
        {
            QueuedMessage message = messages.Dequeue();
            if (message.Delivery.Quality > QualityOfService.AtMostOnce)
            {
                messages.Enqueue(message);
            }
            else
            {
                Free(message.SizeBytes);
            }
        }
    }

    private void CountDropped()
    {
        Dropped++;
        _counters.CountDropped();
    }

    private static void Add(ref List<StoredMark>? marks, StoredMark? mark)
    {
        if (mark is not null)
        {
            (marks ??= []).Add(mark);
        }
    }
}
