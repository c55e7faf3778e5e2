using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Buckets of a series as if all its readings were folded anew: stored ones where they can be trusted, the rest computed from the
/// next finer level, in the end from raw readings.</summary>
/// <remarks>Readings that retention has deleted are known by their stored buckets alone: there a bucket counts to the range in which it
/// begins, so that neighbouring ranges share nothing and lose nothing.</remarks>
/// <param name="view">The series.</param>
internal sealed class BucketSource(SeriesView view)
{
    private readonly Dictionary<ReadingLevel, IReadOnlyList<TimeRange>> _doubtful = [];

    /// <summary>Reads a range, oldest first; buckets that the range cuts hold what is in the range.</summary>
    /// <param name="level">Minute, hour or day.</param>
    /// <param name="range">The range.</param>
    /// <param name="take">Takes a bucket; false: no more are wanted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Whether all were taken.</returns>
    public async ValueTask<bool> ReadAsync(
        ReadingLevel level, TimeRange range, Func<RollupBucket, bool> take, CancellationToken cancellationToken)
    {
        if (range.IsEmpty)
        {
            return true;
        }

        long bodyStart = view.Calendar.Ceiling(level, range.FromMilliseconds);
        long bodyEnd = view.Calendar.Start(level, range.ToMilliseconds);
        if (bodyStart > bodyEnd)
        {
            return await CutAsync(level, range, take, cancellationToken);
        }

        return await CutAsync(level, range with { ToMilliseconds = bodyStart }, take, cancellationToken)
            && await WholeAsync(level, new TimeRange(bodyStart, bodyEnd), take, cancellationToken)
            && await CutAsync(level, range with { FromMilliseconds = bodyEnd }, take, cancellationToken);
    }

    /// <summary>The first stored bucket of a level that begins in a range; null when there is none.</summary>
    public async ValueTask<RollupBucket?> FirstStoredAsync(ReadingLevel level, TimeRange range, CancellationToken cancellationToken)
    {
        RollupBucket? first = null;
        await StoredAsync(level, range, bucket => (first = bucket) is null, cancellationToken);
        return first;
    }

    // A part of one bucket.
    private async ValueTask<bool> CutAsync(
        ReadingLevel level, TimeRange part, Func<RollupBucket, bool> take, CancellationToken cancellationToken)
    {
        if (part.IsEmpty)
        {
            return true;
        }

        long start = view.Calendar.Start(level, part.FromMilliseconds);
        bool isRawGone = part.FromMilliseconds < view.State.RawFrom;
        RollupBucket? cut = null;
        if (level != ReadingLevel.Minute)
        {
            await ReadAsync(view.FinerOf(level), part, Add, cancellationToken);
        }
        else if (!isRawGone)
        {
            await FoldRawAsync(part, Add, cancellationToken);
        }

        if (cut is null && isRawGone && start == part.FromMilliseconds)
        {
            cut = await FirstStoredAsync(level, new TimeRange(start, start + 1), cancellationToken);
        }

        return cut is not { } bucket || take(bucket);

        bool Add(RollupBucket finer)
        {
            cut = cut is { } sum ? sum.Combine(finer, view.IsResettable) : finer with { StartMilliseconds = start };
            return true;
        }
    }

    // Whole buckets.
    private async ValueTask<bool> WholeAsync(
        ReadingLevel level, TimeRange range, Func<RollupBucket, bool> take, CancellationToken cancellationToken)
    {
        long place = range.FromMilliseconds;
        foreach (TimeRange doubtful in Doubtful(level))
        {
            TimeRange computed = doubtful.Intersect(range);
            if (computed.IsEmpty)
            {
                continue;
            }

            if (!await StoredAsync(level, new TimeRange(place, computed.FromMilliseconds), take, cancellationToken)
                || !await FoldAsync(level, computed, take, cancellationToken))
            {
                return false;
            }

            place = computed.ToMilliseconds;
        }

        return await StoredAsync(level, range with { FromMilliseconds = place }, take, cancellationToken);
    }

    private async ValueTask<bool> StoredAsync(
        ReadingLevel level, TimeRange range, Func<RollupBucket, bool> take, CancellationToken cancellationToken)
    {
        if (range.IsEmpty)
        {
            return true;
        }

        await foreach (IReadOnlyList<RollupBucket> page in view.Engine.ReadRollupsAsync(view.Series, level, range, cancellationToken))
        {
            if (!TakeAll(page, take))
            {
                return false;
            }
        }

        return true;
    }

    // Whole buckets, computed.
    private async ValueTask<bool> FoldAsync(
        ReadingLevel level, TimeRange range, Func<RollupBucket, bool> take, CancellationToken cancellationToken)
    {
        if (level == ReadingLevel.Minute)
        {
            return await FoldRawAsync(range, take, cancellationToken);
        }

        var fold = new RollupFold(view.Calendar.Grid(level), view.IsResettable);
        return await WholeAsync(view.FinerOf(level), range, Add, cancellationToken) && TakeAll(fold.TakeAll(), take);

        bool Add(RollupBucket finer)
        {
            fold.Add(finer);
            return fold.Closed.Count == 0 || TakeAll(fold.TakeClosed(), take);
        }
    }

    private async ValueTask<bool> FoldRawAsync(TimeRange range, Func<RollupBucket, bool> take, CancellationToken cancellationToken)
    {
        var fold = new RollupFold(view.Calendar.Grid(ReadingLevel.Minute), view.IsResettable);
        await foreach (ReadingRun run in view.Engine.ReadAsync(view.Series, range, cancellationToken))
        {
            fold.Add(run);
            if (fold.Closed.Count > 0 && !TakeAll(fold.TakeClosed(), take))
            {
                return false;
            }
        }

        return TakeAll(fold.TakeAll(), take);
    }

    private static bool TakeAll(IReadOnlyList<RollupBucket> buckets, Func<RollupBucket, bool> take)
    {
        for (int index = 0; index < buckets.Count; index++)
        {
            if (buckets[index].Count > 0 && !take(buckets[index]))
            {
                return false;
            }
        }

        return true;
    }

    // Where stored buckets of a level are missing or not to be trusted: whole buckets, ascending, apart from each other. Not where the raw
    // readings are gone, for there is nothing better.
    private IReadOnlyList<TimeRange> Doubtful(ReadingLevel level)
    {
        if (!_doubtful.TryGetValue(level, out IReadOnlyList<TimeRange>? stretches))
        {
            _doubtful[level] = stretches = DoubtfulStretches.Of(view.State, view.Calendar, level);
        }

        return stretches;
    }
}
