using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>How far the hub is ahead of the server: what was taken, what is shipped, whether the server is away. Safe to use from any
/// thread.</summary>
/// <param name="time">Tells since when the server is away.</param>
internal sealed class Progress(TimeProvider time)
{
    private readonly Lock _lock = new();

    // Guarded by _lock. _series is as of entry _applied: null until the server's series are known, incomplete until _isCaughtUp.
    private SeriesDirectory? _series;
    private bool _isCaughtUp;
    private long _applied;
    private long _taken;
    private long _shipped;
    private string? _trouble;
    private DateTimeOffset _awaySince;
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The number of the last entry that is on the server; 0 while that is not known.</summary>
    public long Shipped
    {
        get
        {
            lock (_lock)
            {
                return _shipped;
            }
        }
    }

    public string? Trouble
    {
        get
        {
            lock (_lock)
            {
                return _trouble is null ? null : $"{_trouble} Away since {_awaySince:yyyy-MM-ddTHH:mm:ssZ}.";
            }
        }
    }

    public long Waiting
    {
        get
        {
            lock (_lock)
            {
                return Math.Max(_taken - _shipped, 0);
            }
        }
    }

    public int SeriesCount
    {
        get
        {
            lock (_lock)
            {
                return _series?.Count ?? 0;
            }
        }
    }

    public void Take(IReadOnlyList<JournalEntry> entries)
    {
        lock (_lock)
        {
            if (_isCaughtUp)
            {
                Apply(entries);
            }

            _taken = entries.Count == 0 ? _taken : Math.Max(_taken, entries[^1].Number);
        }
    }

    /// <summary>A series by name. While the server's series are not known it may be one there: it then has the id 0, and reading it
    /// says that the server is away.</summary>
    public RecordedSeries? Find(string device, string metric)
    {
        lock (_lock)
        {
            return _isCaughtUp ? _series?.Find(device, metric) : new RecordedSeries(0, device, metric);
        }
    }

    public IReadOnlyList<RecordedSeries> List(string? device)
    {
        lock (_lock)
        {
            return _isCaughtUp && _series is not null ? _series.List(device) : [];
        }
    }

    /// <summary>The series as the server has it; null when it is not there or not any more.</summary>
    public RecordedSeries? Resolve(RecordedSeries series)
    {
        lock (_lock)
        {
            return series.Id == 0 ? _series?.Find(series.Device, series.Metric) : _series?.Contains(series) == true ? series : null;
        }
    }

    /// <summary>Tells what the server has; from then on <see cref="CatchUp"/> is to be called until it says that it is enough.</summary>
    public void Loaded(SeriesDirectory series, long shipped)
    {
        lock (_lock)
        {
            _shipped = shipped;
            if (_series is null)
            {
                (_series, _applied) = (series, shipped);
            }

            _isCaughtUp |= _taken <= _applied;
            Change();
        }
    }

    /// <summary>Where to read on to know the series of what was taken; null when they are known.</summary>
    public long? CatchUpAfter
    {
        get
        {
            lock (_lock)
            {
                return _isCaughtUp ? null : _applied;
            }
        }
    }

    /// <summary>Applies entries of the journal that were taken before the server's series were known.</summary>
    public void CatchUp(IReadOnlyList<JournalEntry> entries)
    {
        lock (_lock)
        {
            Apply(entries);
            _isCaughtUp |= entries.Count == 0 || _taken <= _applied;
            Change();
        }
    }

    public void Ship(long number)
    {
        lock (_lock)
        {
            _shipped = number;
            Change();
        }
    }

    /// <summary>Tells that the server is away.</summary>
    /// <returns>Whether that is new.</returns>
    public bool Fail(string trouble)
    {
        lock (_lock)
        {
            bool isNew = _trouble != trouble;
            _awaySince = _trouble is null ? time.GetUtcNow() : _awaySince;
            _trouble = trouble;
            Change();
            return isNew;
        }
    }

    /// <summary>Tells that the server works.</summary>
    /// <returns>How long it was away; null when it was not.</returns>
    public TimeSpan? Work()
    {
        lock (_lock)
        {
            TimeSpan? away = _trouble is null ? null : time.GetUtcNow() - _awaySince;
            _trouble = null;
            Change();
            return away;
        }
    }

    /// <summary>Waits until everything that was taken before is on the server.</summary>
    /// <exception cref="EngineException">The server is away, or is too slow.</exception>
    public async ValueTask WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        for (long? target = null; ;)
        {
            Task change;
            lock (_lock)
            {
                target ??= _taken;
                if (_isCaughtUp && _shipped >= target && _trouble is null)
                {
                    return;
                }

                change = _trouble is null ? _change.Task : throw new EngineException(Trouble ?? _trouble);
            }

            TimeSpan left = limit - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await CompletesAsync(change, left, cancellationToken))
            {
                throw new EngineException(
                    $"PostgreSQL is behind: {Waiting} journal entries wait for it, and for {limit.TotalSeconds:0} s not all have come there.");
            }
        }
    }

    private async Task<bool> CompletesAsync(Task change, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await change.WaitAsync(limit, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Apply(IReadOnlyList<JournalEntry> entries)
    {
        for (int index = 0; index < entries.Count; index++)
        {
            JournalEntry entry = entries[index];
            if (entry.Number <= _applied)
            {
                continue;
            }

            _applied = entry.Number;
            if (entry is SampleEntry { Sample: var sample })
            {
                _series?.Add(sample);
            }
            else if (entry is DeletionEntry { Device: var device })
            {
                _series?.Remove(device);
            }
        }
    }

    private void Change()
    {
        TaskCompletionSource change = _change;
        _change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        change.TrySetResult();
    }
}
