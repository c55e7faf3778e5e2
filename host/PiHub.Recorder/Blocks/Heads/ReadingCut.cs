using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Heads;

/// <summary>What a head gave to be written: its readings, and the number through which everything of the series is then in
/// blocks.</summary>
/// <param name="Readings">Its readings.</param>
/// <param name="Through">The number.</param>
/// <param name="Left">The times, sorted, at which readings were shown before their time was put right.</param>
internal sealed record ReadingCut(ReadingRun Readings, long Through, long[] Left);
