namespace PiHub.Sdk.Readings;

/// <summary>The integral of a metric over time, e.g. the energy of a power; gaps are not bridged.</summary>
/// <remarks>Since 0.3.</remarks>
public sealed record ReadingIntegral
{
    /// <summary>The integral in the metric's unit times hours: Wh for W. Between two readings the trapezoid rule.</summary>
    public required double UnitHours { get; init; }

    /// <summary>The time over which it was integrated: the range without its gaps.</summary>
    public required TimeSpan Covered { get; init; }

    /// <summary>Stretches that are left out, oldest first, those at both ends included; of more than 1,000 the longest.</summary>
    public required IReadOnlyList<ReadingGap> Gaps { get; init; }
}
