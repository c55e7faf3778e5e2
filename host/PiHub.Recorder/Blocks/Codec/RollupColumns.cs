using PiHub.Recorder.Rollups;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Buckets by column.</summary>
internal sealed class RollupColumns
{
    public RollupColumns(int count)
    {
        (Starts, Counts) = (new long[count], new long[count]);
        (Minima, Maxima, Sums) = (new double[count], new double[count], new double[count]);
        (Firsts, Lasts, Resets) = (new double[count], new double[count], new double[count]);
    }

    public RollupColumns(IReadOnlyList<RollupBucket> buckets)
        : this(buckets.Count)
    {
        for (int index = 0; index < buckets.Count; index++)
        {
            RollupBucket bucket = buckets[index];
            (Starts[index], Counts[index]) = (bucket.StartMilliseconds, bucket.Count);
            (Minima[index], Maxima[index], Sums[index]) = (bucket.Minimum, bucket.Maximum, bucket.Sum);
            (Firsts[index], Lasts[index], Resets[index]) = (bucket.First, bucket.Last, bucket.Resets);
        }
    }

    public long[] Starts { get; }

    public long[] Counts { get; }

    public double[] Minima { get; }

    public double[] Maxima { get; }

    public double[] Sums { get; }

    public double[] Firsts { get; }

    public double[] Lasts { get; }

    public double[] Resets { get; }

    /// <summary>The buckets.</summary>
    /// <exception cref="InvalidDataException">They do not ascend, or one is empty.</exception>
    public RollupBucket[] ToBuckets()
    {
        var buckets = new RollupBucket[Starts.Length];
        for (int index = 0; index < buckets.Length; index++)
        {
            if (Counts[index] < 1 || (index > 0 && Starts[index] <= Starts[index - 1]))
            {
                throw ByteReader.Damaged();
            }

            buckets[index] = new RollupBucket(
                Starts[index], Counts[index], Minima[index], Maxima[index], Sums[index], Firsts[index], Lasts[index], Resets[index]);
        }

        return buckets;
    }
}
