namespace PiHub.Recorder.Journal;

/// <summary>The hub's clock was set: readings that were stamped by it before get their right time.</summary>
/// <param name="Number">Its number.</param>
/// <param name="CommittedAt">When it was committed, UTC by the clock that is right now, to the millisecond.</param>
/// <param name="From">The number of the first entry that may hold such readings.</param>
/// <param name="Offset">What is added to the time of each reading of quality <see cref="Sdk.Readings.ReadingQuality.TimeEstimated"/> in
/// entries from <paramref name="From"/> up to this one.</param>
public sealed record ClockEntry(long Number, DateTimeOffset CommittedAt, long From, TimeSpan Offset) : JournalEntry(Number, CommittedAt);
