namespace PiHub.Recorder.Replay;

/// <summary>Samples that the log no longer had when they were asked for.</summary>
/// <param name="Count">How many.</param>
/// <param name="From">They were committed after this, UTC.</param>
/// <param name="To">And before this, UTC.</param>
public sealed record MissedSamples(long Count, DateTimeOffset From, DateTimeOffset To);
