using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Journal;

/// <summary>A committed sample.</summary>
/// <param name="Number">Its number.</param>
/// <param name="CommittedAt">When it was committed, UTC, to the millisecond.</param>
/// <param name="Sample">The sample.</param>
public sealed record SampleEntry(long Number, DateTimeOffset CommittedAt, Sample Sample) : JournalEntry(Number, CommittedAt);
