using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>Condenses readings, or finer buckets, into buckets in one pass, oldest first; nothing is allocated per reading. Texts do not
/// count. One caller at a time.</summary>
/// <param name="grid">The buckets. Finer buckets that are added must not reach over their edges.</param>
/// <param name="isCounter">Whether a fall means that the counter was reset.</param>
/// <param name="withEmpty">Whether stretches that hold nothing but texts give a bucket too: of <see cref="RollupBucket.Count"/> 0.</param>
internal sealed class RollupFold(BucketGrid grid, bool isCounter, bool withEmpty = false)
{
    private List<RollupBucket> _closed = [];
    private RollupBucket _open;
    private bool _isOpen;
    private long _openEnd = long.MinValue;

    /// <summary>The buckets behind which something came already, oldest first, as many as were not taken yet.</summary>
    public IReadOnlyList<RollupBucket> Closed => _closed;

    /// <summary>Where the bucket begins that the newest one came into, ms since 1970 UTC; <see cref="long.MinValue"/> before the first.
    /// </summary>
    public long OpenStart => _isOpen ? _open.StartMilliseconds : long.MinValue;

    /// <summary>Adds readings, all later than those before.</summary>
    public void Add(ReadingRun run)
    {
        ReadOnlySpan<long> times = run.Times;
        ReadOnlySpan<double> numbers = run.Numbers;
        for (var index = 0; index < times.Length; index++)
        {
            bool isText = !run.IsPlain && run.FlagsAt(index).Kind == MetricValueKind.Text;
            if (isText && !withEmpty)
            {
                continue;
            }

            if (times[index] >= _openEnd)
            {
                Open(times[index]);
            }

            if (!isText)
            {
                _open = _open.Count == 0
                    ? RollupBucket.Of(_open.StartMilliseconds, numbers[index])
                    : _open.With(numbers[index], isCounter);
            }
        }
    }

    /// <summary>Adds finer buckets, all later than those before; those of <see cref="RollupBucket.Count"/> 0 do not count.</summary>
    public void Add(IReadOnlyList<RollupBucket> buckets)
    {
        for (var index = 0; index < buckets.Count; index++)
        {
            Add(buckets[index]);
        }
    }

    /// <summary>Adds a finer bucket, later than those before; one of <see cref="RollupBucket.Count"/> 0 does not count.</summary>
    public void Add(in RollupBucket bucket)
    {
        if (bucket.Count == 0 && !withEmpty)
        {
            return;
        }

        if (bucket.StartMilliseconds >= _openEnd)
        {
            Open(bucket.StartMilliseconds);
        }

        if (bucket.Count > 0)
        {
            _open = _open.Count == 0
                ? bucket with { StartMilliseconds = _open.StartMilliseconds }
                : _open.Combine(bucket, isCounter);
        }
    }

    /// <summary>Takes the buckets behind which something came already.</summary>
    public List<RollupBucket> TakeClosed() => Interlocked.Exchange(ref _closed, []);

    /// <summary>Ends the newest bucket and takes all that were not taken yet.</summary>
    public List<RollupBucket> TakeAll()
    {
        Close();
        _openEnd = long.MinValue;
        return TakeClosed();
    }

    private void Open(long milliseconds)
    {
        Close();
        TimeRange bucket = grid.Around(milliseconds);
        _open = new RollupBucket(bucket.FromMilliseconds, 0, 0, 0, 0, 0, 0, 0);
        _openEnd = bucket.ToMilliseconds;
        _isOpen = true;
    }

    private void Close()
    {
        if (_isOpen)
        {
            _closed.Add(_open);
            _isOpen = false;
        }
    }
}
