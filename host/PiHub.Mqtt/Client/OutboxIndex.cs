using System.Text;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>Which messages wait, in memory, everything but their content; and the policy of what is dropped. Not safe from two threads.
/// </summary>
internal sealed class OutboxIndex(OutboxOptions options, TimeProvider time)
{
    private readonly Dictionary<long, OutboxEntry> _entries = [];
    private long _sizeBytes;
    private long _head = 1;
    private long _next = 1;
    private long _durable;
    private long _added;
    private long _delivered;
    private long _droppedForRoom;
    private long _droppedForAge;
    private long _rejected;

    public OutboxStatus Status => new()
    {
        WaitingMessages = _entries.Count,
        WaitingBytes = _sizeBytes,
        OldestAddedAt = Oldest?.AddedAt,
        Added = _added,
        Delivered = _delivered,
        DroppedForRoom = _droppedForRoom,
        DroppedForAge = _droppedForAge,
        Rejected = _rejected,
        Trouble = null,
        Warning = null,
    };

    private OutboxEntry? Oldest => _entries.GetValueOrDefault(_head);

    public bool Contains(long position) => _entries.ContainsKey(position);

    /// <summary>Takes what was on disk at the start.</summary>
    public void Load(List<OutboxEntry> entries)
    {
        entries.ForEach(Insert);
        _durable = _next - 1;
    }

    /// <summary>Adds a message and drops what must make room for it.</summary>
    /// <returns>Its entry, and the positions of what was dropped.</returns>
    /// <exception cref="OutboxFullException">There is no room.</exception>
    public (OutboxEntry Entry, List<long> Dropped) Add(BusMessage message, byte[] properties)
    {
        int sizeBytes = Encoding.UTF8.GetByteCount(message.Topic) + message.Payload.Length + properties.Length;
        var dropped = new List<long>();
        while (sizeBytes > options.MaximumBytes - _sizeBytes || _entries.Count >= options.MaximumMessages)
        {
            if (options.Overflow == OutboxOverflow.Reject || sizeBytes > options.MaximumBytes || Oldest is not { } oldest)
            {
                _rejected++;
                throw new OutboxFullException($"The outbox takes {options.MaximumMessages} messages and {options.MaximumBytes} bytes; "
                    + $"a message of {sizeBytes} bytes has no room.");
            }

            _droppedForRoom++;
            Drop(oldest, dropped);
        }

        var entry = new OutboxEntry
        {
            Position = _next,
            SizeBytes = sizeBytes,
            AddedAt = time.GetUtcNow(),
            AddedTimestamp = time.GetTimestamp(),
            Properties = properties,
            Message = message,
        };
        Insert(entry);
        _added++;
        return (entry, dropped);
    }

    /// <summary>Drops what is too old.</summary>
    /// <returns>The positions of what was dropped.</returns>
    public List<long> DropAged()
    {
        List<long> dropped = [];
        while (Oldest is { } oldest && time.GetElapsedTime(oldest.AddedTimestamp) > options.MaximumAge)
        {
            _droppedForAge++;
            Drop(oldest, dropped);
        }

        return dropped;
    }

    /// <summary>All up to this position are on disk.</summary>
    public void SetDurable(long position) => _durable = position;

    /// <returns>False when it does not wait any more.</returns>
    public bool Deliver(long position)
    {
        bool waited = Remove(position);
        _delivered += waited ? 1 : 0;
        return waited;
    }

    /// <returns>False when it does not wait any more.</returns>
    public bool Remove(long position)
    {
        if (!_entries.Remove(position, out OutboxEntry? entry))
        {
            return false;
        }

        entry.Message = null;
        _sizeBytes -= entry.SizeBytes;
        while (_head < _next && !_entries.ContainsKey(_head))
        {
            _head++;
        }

        return true;
    }

    /// <summary>The first message on disk after a position; null when there is none.</summary>
    public long? FirstDurableAfter(long position)
    {
        for (long next = Math.Max(position + 1, _head); next <= _durable; next++)
        {
            if (_entries.ContainsKey(next))
            {
                return next;
            }
        }

        return null;
    }

    private void Insert(OutboxEntry entry)
    {
        _head = _entries.Count == 0 ? entry.Position : _head;
        _entries.Add(entry.Position, entry);
        _next = entry.Position + 1;
        _sizeBytes += entry.SizeBytes;
    }

    private void Drop(OutboxEntry entry, List<long> dropped)
    {
        Remove(entry.Position);
        dropped.Add(entry.Position);
    }
}
