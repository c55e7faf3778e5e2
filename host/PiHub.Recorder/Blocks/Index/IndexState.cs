namespace PiHub.Recorder.Blocks.Index;

/// <summary>What the index knows of the store as a whole.</summary>
/// <param name="Generation">The generation of the newest committed blocks.</param>
/// <param name="NeededFrom">The number of the first entry that may be missing in blocks.</param>
/// <param name="Readings">Raw readings in blocks.</param>
/// <param name="IsComplete">Whether it was made to its end; an index that was being rebuilt is not.</param>
internal readonly record struct IndexState(long Generation, long NeededFrom, long Readings, bool IsComplete);
