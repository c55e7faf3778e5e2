namespace PiHub.Recorder.Blocks.Index;

/// <summary>A block file as the index has it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsLasting">Whether it holds rollups, events and tombstones, which stay long, and no raw readings, which go together.
/// </param>
/// <param name="Length">How much of it the index knows, bytes; what is behind is garbage of a kill.</param>
/// <param name="Live">How many of these bytes are blocks that the index points to.</param>
internal readonly record struct FileRow(int Number, bool IsLasting, long Length, long Live);
