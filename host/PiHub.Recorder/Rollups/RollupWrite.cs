using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>Buckets of one series that take the place of others, all in one transaction.</summary>
public sealed record RollupWrite
{
    /// <summary>The series.</summary>
    public required RecordedSeries Series { get; init; }

    /// <summary>The <see cref="RollupState.Version"/> from which they were computed.</summary>
    public required long Version { get; init; }

    /// <summary>What is written, at most one part a level.</summary>
    public required IReadOnlyList<RollupPart> Parts { get; init; }

    /// <summary>The stale stretches that are up to date with this.</summary>
    public IReadOnlyList<long> Settled { get; init; } = [];
}
