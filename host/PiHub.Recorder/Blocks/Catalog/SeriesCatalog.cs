using System.Collections.Concurrent;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Catalog;

/// <summary>All series and the devices' events. Looked at from any thread; changed by who takes entries, and while it is opened.</summary>
internal sealed class SeriesCatalog
{
    private readonly ConcurrentDictionary<(string Device, string Metric), SeriesState> _series = new();
    private readonly ConcurrentDictionary<string, EventState> _events = new();
    private readonly ConcurrentDictionary<long, RecordedSeries> _names = new();
    private readonly ConcurrentDictionary<string, long> _deleted = new();
    private readonly Lock _lock = new();
    private readonly List<PendingDeletion> _pending = []; // guarded by _lock
    private long _lastId;
    private RecordedSeries[]? _ordered;

    /// <summary>The highest id that was given.</summary>
    public long LastId => Interlocked.Read(ref _lastId);

    public int Count => _series.Count;

    public ICollection<SeriesState> Series => _series.Values;

    public ICollection<EventState> Events => _events.Values;

    /// <summary>Deletions that are not in the index yet, oldest first.</summary>
    public PendingDeletion[] PendingDeletions
    {
        get
        {
            lock (_lock)
            {
                return [.. _pending];
            }
        }
    }

    /// <summary>The number of the newest entry of which the index has anything.</summary>
    public long KnownUntil
    {
        get
        {
            long known = 0;
            foreach (SeriesState state in _series.Values)
            {
                lock (state.Lock)
                {
                    known = Math.Max(known, state.Row.Flushed);
                }
            }

            foreach (EventState state in _events.Values)
            {
                lock (state.Lock)
                {
                    known = Math.Max(known, state.Row.Flushed);
                }
            }

            foreach (long entry in _deleted.Values)
            {
                known = Math.Max(known, entry);
            }

            return known;
        }
    }

    /// <summary>All series, ordered by device and metric.</summary>
    public RecordedSeries[] Ordered()
    {
        RecordedSeries[]? ordered = Volatile.Read(ref _ordered);
        if (ordered is null)
        {
            var all = new List<RecordedSeries>();
            foreach (SeriesState state in _series.Values)
            {
                all.Add(state.Row.Series);
            }

            all.Sort((left, right) => string.CompareOrdinal(left.Device, right.Device) is var order && order != 0
                ? order
                : string.CompareOrdinal(left.Metric, right.Metric));
            ordered = [.. all];
            Volatile.Write(ref _ordered, ordered);

            // Whoever changed it meanwhile has set null before: a look that missed it is not kept.
            if (ordered.Length != _series.Count)
            {
                Volatile.Write(ref _ordered, null);
            }
        }

        return ordered;
    }

    public SeriesState? Find(string device, string metric) => _series.GetValueOrDefault((device, metric));

    /// <summary>The state of a series; null when it was deleted.</summary>
    public SeriesState? Find(RecordedSeries series) =>
        Find(series.Device, series.Metric) is { } found && found.Row.Series.Id == series.Id ? found : null;

    public EventState? FindEvents(string device) => _events.GetValueOrDefault(device);

    public RecordedSeries? NameOf(long id) => _names.GetValueOrDefault(id);

    /// <summary>The number of the last entry that deleted a device; 0 when none did.</summary>
    public long DeletedThrough(string device) => _deleted.IsEmpty ? 0 : _deleted.GetValueOrDefault(device);

    public SeriesState GetOrAdd(string device, string metric) => Find(device, metric) ?? Add(NewRow(device, metric));

    public EventState GetOrAddEvents(string device) => FindEvents(device) ?? AddEvents(NewRow(device, ""));

    /// <summary>Takes a device out for everybody; the index follows.</summary>
    /// <returns>About how many bytes its heads took.</returns>
    public long Delete(string device, long entry)
    {
        long bytes = 0;
        foreach (((string Device, string Metric) key, SeriesState state) in _series)
        {
            if (key.Device == device && _series.TryRemove(key, out _))
            {
                lock (state.Lock)
                {
                    state.IsGone = true;
                    bytes += state.Head.Bytes;
                }
            }
        }

        if (_events.TryRemove(device, out EventState? events))
        {
            lock (events.Lock)
            {
                events.IsGone = true;
                bytes += events.Head.Bytes;
            }
        }

        _deleted[device] = entry;
        Volatile.Write(ref _ordered, null);
        lock (_lock)
        {
            _pending.Add(new PendingDeletion(device, entry, LastId));
        }

        return bytes;
    }

    /// <summary>The oldest deletions are in the index.</summary>
    public void Applied(int count)
    {
        lock (_lock)
        {
            _pending.RemoveRange(0, count);
        }
    }

    /// <summary>Fills it from the index; empties it before.</summary>
    public void Load(
        IEnumerable<SeriesRow> rows, IEnumerable<(long Series, StaleRange Range)> stale, IEnumerable<DeletionRow> deletions, long lastId)
    {
        _series.Clear();
        _events.Clear();
        _deleted.Clear();
        _pending.Clear();
        _lastId = lastId;
        var byId = new Dictionary<long, SeriesState>();
        foreach (SeriesRow row in rows)
        {
            // Ordered by id: when a kill came between a deletion and its end, the newest series of a name stays.
            _lastId = Math.Max(_lastId, row.Series.Id);
            if (row.Series.Metric.Length == 0)
            {
                AddEvents(row);
            }
            else
            {
                byId[row.Series.Id] = Add(row);
            }
        }

        foreach ((long series, StaleRange range) in stale)
        {
            if (byId.TryGetValue(series, out SeriesState? state))
            {
                state.Stale = [.. state.Stale, range];
            }
        }

        foreach (DeletionRow deletion in deletions)
        {
            // A tombstone may tell of ids that were never in the index: they are not given again, for it would kill them.
            _lastId = Math.Max(_lastId, deletion.Series);
            _deleted[deletion.Device] = deletion.Entry;
        }
    }

    private SeriesRow NewRow(string device, string metric) =>
        new() { Series = new RecordedSeries(Interlocked.Increment(ref _lastId), device, metric) };

    private SeriesState Add(SeriesRow row)
    {
        var state = new SeriesState(row);
        _names[row.Series.Id] = row.Series;
        _series[(row.Series.Device, row.Series.Metric)] = state;
        Volatile.Write(ref _ordered, null);
        return state;
    }

    private EventState AddEvents(SeriesRow row)
    {
        var state = new EventState(row);
        _names[row.Series.Id] = row.Series;
        _events[row.Series.Device] = state;
        return state;
    }
}
