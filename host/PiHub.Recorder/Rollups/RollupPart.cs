using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>Buckets of one level that take the place of all stored ones in their stretches.</summary>
/// <param name="Level">Minute, hour or day.</param>
/// <param name="Replaced">Whole buckets: stored ones that begin in one of these go. Ascending, apart from each other.</param>
/// <param name="Buckets">Those that come instead, ascending, each beginning in one of <paramref name="Replaced"/>.</param>
/// <param name="Until">Where the level's stored buckets end from now on, ms since 1970 UTC; not less than before.</param>
public sealed record RollupPart(
    ReadingLevel Level, IReadOnlyList<TimeRange> Replaced, IReadOnlyList<RollupBucket> Buckets, long Until);
