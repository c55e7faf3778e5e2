using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>What is going to be written to one level of a series, oldest first.</summary>
/// <param name="level">Minute, hour or day.</param>
/// <param name="until">Where the level's stored buckets end when it is written, ms since 1970 UTC.</param>
internal sealed class PlannedLevel(ReadingLevel level, long until)
{
    private readonly List<TimeRange> _replaced = [];
    private readonly List<RollupBucket> _buckets = [];
    private readonly List<RollupBucket> _changes = [];

    public ReadingLevel Level => level;

    public IReadOnlyList<TimeRange> Replaced => _replaced;

    /// <summary>Where its first bucket begins, ms since 1970 UTC; null when it has none.</summary>
    public long? FirstStart => _buckets.Count == 0 ? null : _buckets[0].StartMilliseconds;

    /// <summary>How much each stretch changes: counts and sums are differences, minimum and maximum those that are new.</summary>
    public IReadOnlyList<RollupBucket> Changes => _changes;

    /// <summary>Null when nothing is to be written.</summary>
    public RollupPart? ToPart() => _replaced.Count == 0 ? null : new RollupPart(level, _replaced, _buckets, until);

    /// <summary>Fills a stretch that has no buckets yet.</summary>
    /// <param name="stretch">Behind all that were given before.</param>
    /// <param name="buckets">Its buckets.</param>
    public void Fill(TimeRange stretch, List<RollupBucket> buckets)
    {
        Replace(stretch);
        _buckets.AddRange(buckets);
    }

    /// <summary>Changes a stored bucket.</summary>
    /// <param name="stretch">Its stretch, behind all that were given before.</param>
    /// <param name="bucket">The bucket that comes there; of <see cref="RollupBucket.Count"/> 0: none.</param>
    /// <param name="change">See <see cref="Changes"/>.</param>
    public void Change(TimeRange stretch, in RollupBucket bucket, in RollupBucket change)
    {
        Replace(stretch);
        _changes.Add(change);
        Keep(bucket);
    }

    /// <summary>Keeps one more bucket in the stretch that was changed last.</summary>
    public void Keep(in RollupBucket bucket)
    {
        if (bucket.Count > 0)
        {
            _buckets.Add(bucket);
        }
    }

    /// <summary>Folds what the level will hold in a range after the write.</summary>
    public async ValueTask FoldAsync(
        RollupFold fold, IReadingEngine engine, RecordedSeries series, TimeRange range, CancellationToken cancellationToken)
    {
        int planned = FirstAt(range.FromMilliseconds);
        var stretch = 0;
        await foreach (IReadOnlyList<RollupBucket> page in engine.ReadRollupsAsync(series, level, range, cancellationToken))
        {
            for (var index = 0; index < page.Count; index++)
            {
                long start = page[index].StartMilliseconds;
                planned = AddPlanned(fold, planned, start);
                while (stretch < _replaced.Count && _replaced[stretch].ToMilliseconds <= start)
                {
                    stretch++;
                }

                if (stretch == _replaced.Count || !_replaced[stretch].Contains(start))
                {
                    fold.Add(page[index]);
                }
            }
        }

        AddPlanned(fold, planned, range.ToMilliseconds);
    }

    private int AddPlanned(RollupFold fold, int planned, long before)
    {
        // At most one of stored and planned begins at an instant: stored ones in replaced stretches are left out.
        while (planned < _buckets.Count && _buckets[planned].StartMilliseconds < before)
        {
            fold.Add(_buckets[planned++]);
        }

        return planned;
    }

    private int FirstAt(long milliseconds)
    {
        (int low, int high) = (0, _buckets.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _buckets[middle].StartMilliseconds < milliseconds ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Replace(TimeRange stretch)
    {
        if (_replaced.Count > 0 && _replaced[^1].ToMilliseconds == stretch.FromMilliseconds)
        {
            _replaced[^1] = _replaced[^1] with { ToMilliseconds = stretch.ToMilliseconds };
        }
        else
        {
            _replaced.Add(stretch);
        }
    }
}
