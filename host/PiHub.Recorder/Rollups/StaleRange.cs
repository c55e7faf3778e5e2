using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>A stretch whose rollups are to be made anew.</summary>
/// <param name="Id">Its number; more late readings in the same stretch get another one.</param>
/// <param name="Range">The stretch: covers the late readings exactly, not rounded to buckets.</param>
public readonly record struct StaleRange(long Id, TimeRange Range);
