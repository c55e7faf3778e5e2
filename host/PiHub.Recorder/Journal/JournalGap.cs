namespace PiHub.Recorder.Journal;

/// <summary>Entries that should be in a segment and are not.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="CommittedAfter">When the last entry before them was committed, ms since 1970 UTC; 0 when that is not known.</param>
internal sealed record JournalGap(JournalSegment Segment, long First, long Last, long CommittedAfter);
