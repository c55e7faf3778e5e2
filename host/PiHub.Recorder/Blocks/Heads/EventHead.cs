namespace PiHub.Recorder.Blocks.Heads;

/// <summary>The events of one device that are not in blocks yet. One caller at a time.</summary>
internal sealed class EventHead
{
    private const int EventBytes = 160;

    private SortedSet<DeviceEvent> _active = new(EventOrder.Instance);
    private long _activeFirst = long.MaxValue;
    private long _lastEntry;
    private EventCut? _cut;
    private long _cutFirst = long.MaxValue;
    private long _cutBytes;

    public int Count => _active.Count + (_cut?.Events.Length ?? 0);

    /// <summary>Events that may be written now.</summary>
    public int Writable => _active.Count;

    /// <summary>When the oldest writable event came, by the monotonic clock.</summary>
    public long ActiveSince { get; private set; }

    /// <summary>About how many bytes it takes.</summary>
    public long Bytes { get; private set; }

    /// <summary>As <see cref="FirstEntry"/>, without what is set apart.</summary>
    public long FirstUncut => _activeFirst;

    /// <summary>Whether something is set apart that was not released.</summary>
    public bool HasCut => _cut is not null;

    /// <summary>The number of the oldest entry that is not in blocks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long FirstEntry => Math.Min(_activeFirst, _cutFirst);

    /// <summary>Adds an event.</summary>
    /// <returns>About how many bytes more it takes.</returns>
    public long Add(DeviceEvent deviceEvent, long entry, long now)
    {
        ActiveSince = _active.Count == 0 ? now : ActiveSince;
        _activeFirst = Math.Min(_activeFirst, entry);
        _lastEntry = Math.Max(_lastEntry, entry);
        long bytes = _active.Add(deviceEvent) ? EventBytes + ((long)deviceEvent.Payload.Length * sizeof(char)) : 0;
        Bytes += bytes;
        return bytes;
    }

    /// <summary>All events, in <see cref="EventOrder"/>.</summary>
    public DeviceEvent[] ToArray()
    {
        if (_cut is null)
        {
            return [.. _active];
        }

        var all = new SortedSet<DeviceEvent>(_cut.Events, EventOrder.Instance);
        all.UnionWith(_active);
        return [.. all];
    }

    /// <summary>Sets apart what is to be written now. What was set apart and not released is given again.</summary>
    /// <returns>Null when there is nothing.</returns>
    public EventCut? Cut()
    {
        if (_cut is null && _active.Count > 0)
        {
            _cut = new EventCut([.. _active], _lastEntry);
            (_cutFirst, _cutBytes) = (_activeFirst, Bytes);
            (_active, _activeFirst) = (new SortedSet<DeviceEvent>(EventOrder.Instance), long.MaxValue);
        }

        return _cut;
    }

    /// <summary>Drops what was set apart: it is in blocks.</summary>
    /// <returns>About how many bytes it took.</returns>
    public long Release()
    {
        long bytes = _cutBytes;
        Bytes -= bytes;
        (_cut, _cutFirst, _cutBytes) = (null, long.MaxValue, 0);
        return bytes;
    }
}
