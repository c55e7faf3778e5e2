namespace PiHub.Recorder.Series;

/// <summary>A range of stored times: from included, to not, in ms since 1970 UTC.</summary>
/// <param name="FromMilliseconds">The start, included.</param>
/// <param name="ToMilliseconds">The end, not included.</param>
public readonly record struct TimeRange(long FromMilliseconds, long ToMilliseconds)
{
    /// <summary>All times.</summary>
    public static TimeRange All { get; } = new(long.MinValue, long.MaxValue);

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => FromMilliseconds >= ToMilliseconds;

    /// <summary>Whether a time is in it.</summary>
    /// <param name="milliseconds">The time, ms since 1970 UTC.</param>
    public bool Contains(long milliseconds) => milliseconds >= FromMilliseconds && milliseconds < ToMilliseconds;

    /// <summary>Whether both have a time in common.</summary>
    /// <param name="other">The other range.</param>
    public bool Overlaps(TimeRange other) =>
        Math.Max(FromMilliseconds, other.FromMilliseconds) < Math.Min(ToMilliseconds, other.ToMilliseconds);

    /// <summary>What both have in common; empty when nothing.</summary>
    /// <param name="other">The other range.</param>
    public TimeRange Intersect(TimeRange other) =>
        new(Math.Max(FromMilliseconds, other.FromMilliseconds), Math.Min(ToMilliseconds, other.ToMilliseconds));
}
