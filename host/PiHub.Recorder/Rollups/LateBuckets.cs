using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>Compares the stored buckets of a level with what their finer buckets give before and after a change.</summary>
/// <param name="grid">The level's buckets.</param>
/// <param name="level">Takes the changes.</param>
/// <param name="stored">The stored buckets.</param>
internal sealed class LateBuckets(BucketGrid grid, PlannedLevel level, List<RollupBucket> stored)
{
    private int _stored;

    /// <summary>Plans the level's changes.</summary>
    /// <param name="before">The stretch's buckets, made of the finer ones that are stored.</param>
    /// <param name="after">The same, made of the finer ones as they will be.</param>
    /// <param name="changes">The changes of the finer ones, of this stretch and others.</param>
    /// <param name="range">The stretch.</param>
    public void Put(List<RollupBucket> before, List<RollupBucket> after, IReadOnlyList<RollupBucket> changes, TimeRange range)
    {
        (int was, int becomes, int change) = (0, 0, 0);
        while (change < changes.Count && changes[change].StartMilliseconds < range.FromMilliseconds)
        {
            change++;
        }

        while (change < changes.Count && changes[change].StartMilliseconds < range.ToMilliseconds)
        {
            TimeRange stretch = grid.Around(changes[change].StartMilliseconds);
            RollupBucket delta = BucketChange.None(stretch.FromMilliseconds);
            while (change < changes.Count && changes[change].StartMilliseconds < stretch.ToMilliseconds)
            {
                delta = BucketChange.Join(delta, changes[change++]);
            }

            PutOne(stretch, At(before, ref was, stretch), At(after, ref becomes, stretch), delta);
        }
    }

    private static RollupBucket At(List<RollupBucket> buckets, ref int index, TimeRange stretch)
    {
        while (index < buckets.Count && buckets[index].StartMilliseconds < stretch.FromMilliseconds)
        {
            index++;
        }

        return index < buckets.Count && stretch.Contains(buckets[index].StartMilliseconds)
            ? buckets[index]
            : BucketChange.Absent(stretch.FromMilliseconds);
    }

    private void PutOne(TimeRange stretch, in RollupBucket before, in RollupBucket after, in RollupBucket delta)
    {
        while (_stored < stored.Count && stored[_stored].StartMilliseconds < stretch.FromMilliseconds)
        {
            _stored++;
        }

        // Where the time zone was changed, the day on the seam begins later than its stretch, or two begin in it.
        int first = _stored;
        long count = 0;
        for (; _stored < stored.Count && stored[_stored].StartMilliseconds < stretch.ToMilliseconds; _stored++)
        {
            count += stored[_stored].Count;
        }

        RollupBucket old = first < _stored ? stored[first] : BucketChange.Absent(stretch.FromMilliseconds);
        if (before.Count == count && _stored - first <= 1)
        {
            RollupBucket made = after with { StartMilliseconds = old.StartMilliseconds };
            level.Change(stretch, made, BucketChange.Between(old, made));
            return;
        }

        // Finer ones have been dropped: what is stored knows more than they do.
        level.Change(stretch, old.Count == 0 ? after : BucketChange.Apply(old, delta), delta);
        for (int other = first + 1; other < _stored; other++)
        {
            level.Keep(stored[other]);
        }
    }
}
