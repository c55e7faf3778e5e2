namespace PiHub.Recorder.Rollups;

/// <summary>What late readings do to buckets whose finer buckets or readings are no longer all there.</summary>
internal static class BucketChange
{
    private static readonly RollupBucket Nothing =
        new(0, 0, double.PositiveInfinity, double.NegativeInfinity, 0, 0, 0, 0);

    /// <summary>A bucket without readings.</summary>
    public static RollupBucket Absent(long startMilliseconds) => new(startMilliseconds, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>No change, for a stretch.</summary>
    public static RollupBucket None(long startMilliseconds) => Nothing with { StartMilliseconds = startMilliseconds };

    /// <summary>The change from one bucket to another: differences of count and sum, the new minimum and maximum.</summary>
    /// <param name="before">What was stored; of count 0: nothing.</param>
    /// <param name="after">What comes; of count 0: nothing.</param>
    public static RollupBucket Between(in RollupBucket before, in RollupBucket after) =>
        (after.Count == 0 ? None(before.StartMilliseconds) : after) with
        {
            Count = after.Count - before.Count,
            Sum = after.Sum - before.Sum,
        };

    /// <summary>Two changes of the same stretch.</summary>
    public static RollupBucket Join(in RollupBucket first, in RollupBucket second) => first with
    {
        Count = first.Count + second.Count,
        Sum = first.Sum + second.Sum,
        Minimum = Math.Min(first.Minimum, second.Minimum),
        Maximum = Math.Max(first.Maximum, second.Maximum),
    };

    /// <summary>A stored bucket with a change: its first, last and resets stay, as nobody knows any more what lay between.</summary>
    public static RollupBucket Apply(in RollupBucket stored, in RollupBucket change) => Join(stored, change);
}
