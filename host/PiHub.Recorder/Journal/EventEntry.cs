namespace PiHub.Recorder.Journal;

/// <summary>A committed event.</summary>
/// <param name="Number">Its number.</param>
/// <param name="CommittedAt">When it was committed, UTC, to the millisecond.</param>
/// <param name="Event">The event.</param>
public sealed record EventEntry(long Number, DateTimeOffset CommittedAt, DeviceEvent Event) : JournalEntry(Number, CommittedAt);
