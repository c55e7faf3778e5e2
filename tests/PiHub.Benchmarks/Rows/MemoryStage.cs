namespace PiHub.Benchmarks.Rows;

/// <summary>A store's memory while it is filled.</summary>
/// <param name="ReadingCount">How many readings it had got.</param>
/// <param name="ResidentBytes">Its resident memory.</param>
/// <param name="HeapBytes">What of its heap was in use; null where that cannot be told.</param>
internal sealed record MemoryStage(long ReadingCount, long ResidentBytes, long? HeapBytes);
