using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>How far a series' rollups have come. Levels are minute, hour and day.</summary>
public sealed record RollupState
{
    /// <summary>Changes whenever readings of the series get into the store; what was computed from an older state is refused.</summary>
    public required long Version { get; init; }

    /// <summary>The minutes before it are stored as buckets, ms since 1970 UTC; <see cref="long.MinValue"/>: none.</summary>
    public required long MinutesUntil { get; init; }

    /// <summary>The hours before it are stored as buckets, ms since 1970 UTC; <see cref="long.MinValue"/>: none.</summary>
    public required long HoursUntil { get; init; }

    /// <summary>The days before it are stored as buckets, ms since 1970 UTC; <see cref="long.MinValue"/>: none.</summary>
    public required long DaysUntil { get; init; }

    /// <summary>All readings before it that have come are in the store for good, ms since 1970 UTC: rollups may be made up to here, and no
    /// further.</summary>
    public required long SettledUntil { get; init; }

    /// <summary>Readings before it have been deleted by retention, ms since 1970 UTC; <see cref="long.MinValue"/>: none have.</summary>
    public required long RawFrom { get; init; }

    /// <summary>Stretches in which readings came after their buckets were made: to be made anew.</summary>
    public IReadOnlyList<StaleRange> Stale { get; init; } = [];

    /// <summary>Stretches before <see cref="MinutesUntil"/> with late readings that are not in the store yet: no bucket may be trusted
    /// there, and it is too early to make them anew.</summary>
    public IReadOnlyList<TimeRange> Late { get; init; } = [];
}
