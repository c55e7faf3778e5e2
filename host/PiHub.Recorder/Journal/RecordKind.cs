namespace PiHub.Recorder.Journal;

/// <summary>What a record of the journal is; the numbers are on disk.</summary>
internal enum RecordKind : byte
{
    /// <summary>The first record of a segment: all cursors, and the deletions that still matter.</summary>
    State = 1,

    /// <summary>A commit, or a part of a large one.</summary>
    Commit = 2,
}
