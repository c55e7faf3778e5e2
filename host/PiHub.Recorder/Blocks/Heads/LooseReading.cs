using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Heads;

/// <summary>A reading on its own, with the number of the entry that brought it.</summary>
internal readonly record struct LooseReading(long Time, double Number, ReadingFlags Flags, string? Text, long Entry);
