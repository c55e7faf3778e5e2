namespace PiHub.Recorder.Journal;

/// <summary>One thing that was committed. Numbers are 1, 2, 3 … in order of commit; none is used twice.</summary>
/// <param name="Number">Its number.</param>
/// <param name="CommittedAt">When it was committed, UTC, to the millisecond.</param>
public abstract record JournalEntry(long Number, DateTimeOffset CommittedAt);
