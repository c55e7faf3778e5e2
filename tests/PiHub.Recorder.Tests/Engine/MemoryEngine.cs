using System.Runtime.CompilerServices;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>An engine that keeps everything in memory and at once: the plainest one that there is, to test what stands in front of engines
/// and above them. Everything taken counts as in the store.</summary>
internal sealed class MemoryEngine : IReadingEngine
{
    /// <summary>What a reading counts for when room is made.</summary>
    public const int BytesPerReading = 16;

    private const int PageSize = 100;
    private readonly Lock _lock = new();

    // Guarded by _lock.
    private readonly Dictionary<(string Device, string Metric), MemorySeries> _series = [];
    private readonly SortedSet<(long Time, string Type, string Payload, string Device)> _events = [];
    private long _taken;
    private long _lastStale;

    /// <summary>Up to where everything counts as in the store, ms since 1970 UTC.</summary>
    public long SettledUntil { get; set; } = long.MaxValue;

    /// <summary>Called before a state is told; what it throws is the engine's failure.</summary>
    public Action<RecordedSeries>? BeforeState { get; set; }

    /// <summary>Called before buckets are stored: readings may come meanwhile.</summary>
    public Action<RollupWrite>? BeforeWrite { get; set; }

    /// <summary>The readings of all series.</summary>
    public int Readings
    {
        get
        {
            lock (_lock)
            {
                return _series.Values.Sum(series => series.Points.Count);
            }
        }
    }

    /// <summary>Whether it never lets the journal go, from which it is then made anew at each start.</summary>
    public bool KeepsJournal { get; set; }

    /// <summary>Completes when there is room again.</summary>
    public Task Room { get; set; } = Task.CompletedTask;

    /// <summary>Why it does not write.</summary>
    public string? Trouble { get; set; }

    public long NeededFrom => KeepsJournal ? 1 : Interlocked.Read(ref _taken) + 1;

    public EngineStatus Status => new() { Name = "memory", Series = ListSeries(null).Count, Trouble = Trouble };

    public ValueTask<IReadOnlyList<Reading>> OpenAsync(IJournal journal, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<Reading>>([.. _series.Values.Where(series => series.Points.Count > 0).Select(series =>
            {
                ReadingPoint last = series.Points.GetValueAtIndex(series.Points.Count - 1);
                return new Reading
                {
                    Device = series.Series.Device, Metric = series.Series.Metric, Time = last.Time, Value = last.Value, Quality = last.Quality,
                };
            })]);
        }
    }

    public void Take(IReadOnlyList<JournalEntry> committed)
    {
        lock (_lock)
        {
            foreach (JournalEntry entry in committed)
            {
                Take(entry);
                Interlocked.Exchange(ref _taken, Math.Max(_taken, entry.Number));
            }
        }
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => new(Room.WaitAsync(cancellationToken));

    public IReadOnlyList<RecordedSeries> ListSeries(string? device)
    {
        lock (_lock)
        {
            return [.. _series.Values.Select(series => series.Series).Where(series => device is null || series.Device == device)
                .OrderBy(series => series.Device, StringComparer.Ordinal).ThenBy(series => series.Metric, StringComparer.Ordinal)];
        }
    }

    public RecordedSeries? FindSeries(string device, string metric)
    {
        lock (_lock)
        {
            return _series.GetValueOrDefault((device, metric))?.Series;
        }
    }

    public async IAsyncEnumerable<ReadingRun> ReadAsync(
        RecordedSeries series, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReadingPoint[] points;
        lock (_lock)
        {
            points = [.. Of(series).Points.Where(point => range.Contains(point.Key)).Select(point => point.Value)];
        }

        foreach (ReadingPoint[] page in points.Chunk(PageSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            var run = new ReadingRunBuilder();
            foreach (ReadingPoint point in page)
            {
                run.Add(UnixTime.Floor(point.Time), point.Value, point.Quality);
            }

            yield return run.ToRun();
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<RollupBucket>> ReadRollupsAsync(
        RecordedSeries series, ReadingLevel level, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RollupBucket[] buckets;
        lock (_lock)
        {
            buckets = [.. Of(series).Rollups[level].Values.Where(bucket => range.Contains(bucket.StartMilliseconds))];
        }

        foreach (RollupBucket[] page in buckets.Chunk(PageSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return page;
        }
    }

    public ValueTask<RollupState> RollupStateAsync(RecordedSeries series, CancellationToken cancellationToken)
    {
        BeforeState?.Invoke(series);
        lock (_lock)
        {
            MemorySeries found = Of(series);
            return ValueTask.FromResult(new RollupState
            {
                Version = found.Version,
                MinutesUntil = found.Until[ReadingLevel.Minute],
                HoursUntil = found.Until[ReadingLevel.Hour],
                DaysUntil = found.Until[ReadingLevel.Day],
                SettledUntil = SettledUntil,
                RawFrom = found.RawFrom,
                Stale = [.. found.Stale],
            });
        }
    }

    public ValueTask<bool> WriteRollupsAsync(RollupWrite write, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke(write);
        lock (_lock)
        {
            MemorySeries series = Of(write.Series);
            if (series.Version != write.Version)
            {
                return ValueTask.FromResult(false);
            }

            foreach (RollupPart part in write.Parts)
            {
                SortedList<long, RollupBucket> stored = series.Rollups[part.Level];
                foreach (long start in stored.Keys.Where(start => part.Replaced.Any(range => range.Contains(start))).ToList())
                {
                    stored.Remove(start);
                }

                foreach (RollupBucket bucket in part.Buckets)
                {
                    stored.Add(bucket.StartMilliseconds, bucket);
                }

                series.Until[part.Level] = part.Until;
            }

            series.Stale.RemoveAll(stale => write.Settled.Contains(stale.Id));
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<IReadOnlyList<DeviceEvent>> ReadEventsAsync(
        string device, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DeviceEvent[] all = [.. _events.Where(one => one.Device == device && (before is null || one.Time < before))
                .OrderByDescending(one => one.Time)
                .Select(one => new DeviceEvent { Device = device, Time = UnixTime.ToTime(one.Time), Type = one.Type, Payload = one.Payload })];
            return ValueTask.FromResult<IReadOnlyList<DeviceEvent>>(
                [.. all.Take(limit), .. all.Skip(limit).TakeWhile(one => one.Time == all[limit - 1].Time)]);
        }
    }

    public ValueTask DropAsync(RecordedSeries series, ReadingLevel level, long before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            MemorySeries found = Of(series);
            System.Collections.IDictionary stored = level == ReadingLevel.Raw ? found.Points : found.Rollups[level];
            foreach (long time in stored.Keys.Cast<long>().Where(time => time < before).ToList())
            {
                if (level != ReadingLevel.Raw || !found.Stale.Exists(stale => stale.Range.Contains(time)))
                {
                    stored.Remove(time);
                }
            }

            found.RawFrom = level == ReadingLevel.Raw ? Math.Max(found.RawFrom, before) : found.RawFrom;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DropEventsAsync(string device, long before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _events.RemoveWhere(one => one.Device == device && one.Time < before);
        }

        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<string> ListEventDevices()
    {
        lock (_lock)
        {
            return [.. _events.Select(one => one.Device).Distinct()];
        }
    }

    public async ValueTask<long?> DropOldestAsync(long bytes, CancellationToken cancellationToken)
    {
        long[] times;
        lock (_lock)
        {
            times = [.. _series.Values.SelectMany(series => series.Points.Keys.Where(time => time < series.Until[ReadingLevel.Minute])).Order()];
        }

        if (times.Length == 0)
        {
            return null;
        }

        long before = times[Math.Min(times.Length, (int)((bytes + BytesPerReading - 1) / BytesPerReading)) - 1] + 1;
        foreach (RecordedSeries series in ListSeries(null))
        {
            RollupState state = await RollupStateAsync(series, cancellationToken);
            await DropAsync(series, ReadingLevel.Raw, Math.Min(before, state.MinutesUntil), cancellationToken);
        }

        return before;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private MemorySeries Of(RecordedSeries series) =>
        _series.GetValueOrDefault((series.Device, series.Metric)) is { } found && found.Series == series ? found : new MemorySeries(series);

    private void Take(JournalEntry entry)
    {
        switch (entry)
        {
            case SampleEntry { Sample: { } sample }:
                foreach ((string metric, MetricValue value) in sample.Metrics)
                {
                    Put(sample, metric, value);
                }

                break;
            case EventEntry { Event: { } one }:
                _events.Add((UnixTime.Floor(one.Time), one.Type, one.Payload, one.Device));
                break;
            case DeletionEntry { Device: { } device }:
                foreach ((string Device, string Metric) key in _series.Keys.Where(key => key.Device == device).ToList())
                {
                    _series.Remove(key);
                }

                _events.RemoveWhere(one => one.Device == device);
                break;
        }
    }

    private void Put(Sample sample, string metric, MetricValue value)
    {
        if (!_series.TryGetValue((sample.Device, metric), out MemorySeries? series))
        {
            series = new MemorySeries(new RecordedSeries(++_lastStale, sample.Device, metric));
            _series.Add((sample.Device, metric), series);
        }

        long time = UnixTime.Floor(sample.Time);
        series.Points[time] = new ReadingPoint(UnixTime.ToTime(time), value) { Quality = sample.Quality };
        series.Version++;
        if (time < series.Until[ReadingLevel.Minute])
        {
            series.Stale.Add(new StaleRange(++_lastStale, new TimeRange(time, time + 1)));
        }
    }

    private sealed class MemorySeries(RecordedSeries series)
    {
        public RecordedSeries Series { get; } = series;

        public SortedList<long, ReadingPoint> Points { get; } = [];

        public Dictionary<ReadingLevel, SortedList<long, RollupBucket>> Rollups { get; } =
            new() { [ReadingLevel.Minute] = [], [ReadingLevel.Hour] = [], [ReadingLevel.Day] = [] };

        public Dictionary<ReadingLevel, long> Until { get; } = new()
        {
            [ReadingLevel.Minute] = long.MinValue, [ReadingLevel.Hour] = long.MinValue, [ReadingLevel.Day] = long.MinValue,
        };

        public List<StaleRange> Stale { get; } = [];

        public long Version { get; set; }

        public long RawFrom { get; set; } = long.MinValue;
    }
}
