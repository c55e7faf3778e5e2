namespace PiHub.Recorder.Journal;

/// <summary>A device was deleted: everything of it with a lower number is gone.</summary>
/// <param name="Number">Its number.</param>
/// <param name="CommittedAt">When it was committed, UTC, to the millisecond.</param>
/// <param name="Device">The device's id.</param>
public sealed record DeletionEntry(long Number, DateTimeOffset CommittedAt, string Device) : JournalEntry(Number, CommittedAt);
