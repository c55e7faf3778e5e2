using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Replay;

/// <summary>A committed sample with its place in the order of commit.</summary>
/// <param name="Sequence">Its number, from 1; never used for another sample.</param>
/// <param name="CommittedAt">When it was committed, UTC, to the millisecond.</param>
/// <param name="Sample">The sample.</param>
public readonly record struct LoggedSample(long Sequence, DateTimeOffset CommittedAt, Sample Sample);
