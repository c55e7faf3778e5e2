using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Heads;

/// <summary>What a head gave to be written: its readings, and the number through which everything of the series is then in
/// blocks.</summary>
internal sealed record ReadingCut(ReadingRun Readings, long Through);
