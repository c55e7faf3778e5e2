namespace PiHub.Recorder.Blocks.Index;

/// <summary>Where a block is, and what is in it.</summary>
/// <param name="Series">The series' id.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="From">The first time in it, ms since 1970 UTC.</param>
/// <param name="To">The last time in it, included.</param>
/// <param name="Count">How many readings, buckets or events.</param>
/// <param name="File">The file's number.</param>
/// <param name="Offset">Where its frame begins in the file, bytes.</param>
/// <param name="Length">How long the frame is, bytes.</param>
internal readonly record struct BlockRow(
    long Series, BlockKind Kind, long From, long To, int Count, int File, long Offset, int Length);
