namespace PiHub.Recorder.Rollups;

/// <summary>The numbers and booleans (1 and 0) of a stretch of time, condensed; in the metric's unit. Texts do not count.</summary>
/// <remarks>Buckets of neighbouring stretches combine into the bucket of both without loss (<see cref="Combine"/>). What a counter rose
/// between the last reading of one bucket and the first of the next belongs to neither: whoever sums adds it (<see cref="Step"/>), so that
/// late readings touch no bucket but their own.</remarks>
/// <param name="StartMilliseconds">Where the stretch begins, ms since 1970 UTC.</param>
/// <param name="Count">Readings in it, at least 1.</param>
/// <param name="Minimum">The lowest value.</param>
/// <param name="Maximum">The highest value.</param>
/// <param name="Sum">The sum of all values; infinite when it overflows.</param>
/// <param name="First">The earliest value.</param>
/// <param name="Last">The latest value.</param>
/// <param name="Resets">How much more a counter rose from first to last than <c>Last - First</c> says, because it was reset in between;
/// 0 for what is no counter.</param>
public readonly record struct RollupBucket(
    long StartMilliseconds, long Count, double Minimum, double Maximum, double Sum, double First, double Last, double Resets)
{
    /// <summary>The arithmetic mean.</summary>
    public double Mean => double.IsFinite(Sum) ? Math.Clamp(Sum / Count, Minimum, Maximum) : (Minimum / 2) + (Maximum / 2);

    /// <summary>How much a counter rose from the first to the last reading.</summary>
    public double Rise => Last - First + Resets;

    /// <summary>What a counter rose between two readings that follow each other: after a fall it was reset and counts from 0.</summary>
    /// <param name="before">The earlier reading.</param>
    /// <param name="after">The later reading.</param>
    public static double Step(double before, double after) => after >= before ? after - before : after;

    /// <summary>The bucket of one reading.</summary>
    /// <param name="startMilliseconds">Where its stretch begins, ms since 1970 UTC.</param>
    /// <param name="value">Its value.</param>
    public static RollupBucket Of(long startMilliseconds, double value) => new(startMilliseconds, 1, value, value, value, value, value, 0);

    /// <summary>Takes one more reading, later than all before.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="isCounter">Whether a fall means that the counter was reset.</param>
    public RollupBucket With(double value, bool isCounter) => this with
    {
        Count = Count + 1,
        Minimum = Math.Min(Minimum, value),
        Maximum = Math.Max(Maximum, value),
        Sum = Sum + value,
        Last = value,
        Resets = isCounter && value < Last ? Resets + Last : Resets,
    };

    /// <summary>The bucket of this stretch and a later one; begins where this begins.</summary>
    /// <param name="later">The later bucket.</param>
    /// <param name="isCounter">Whether a fall means that the counter was reset.</param>
    public RollupBucket Combine(RollupBucket later, bool isCounter) => this with
    {
        Count = Count + later.Count,
        Minimum = Math.Min(Minimum, later.Minimum),
        Maximum = Math.Max(Maximum, later.Maximum),
        Sum = Sum + later.Sum,
        Last = later.Last,
        Resets = Resets + later.Resets + (isCounter && later.First < Last ? Last : 0),
    };
}
