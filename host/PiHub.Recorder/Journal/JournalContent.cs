using PiHub.Recorder.Replay;

namespace PiHub.Recorder.Journal;

/// <summary>What is known of the journal when it has been opened.</summary>
/// <param name="Samples">How many samples were committed, ever.</param>
/// <param name="Cursors">The cursors.</param>
/// <param name="Deletions">Deleted devices, each with its last sample that is deleted.</param>
internal sealed record JournalContent(long Samples, IReadOnlyList<SampleCursor> Cursors, IReadOnlyDictionary<string, long> Deletions);
