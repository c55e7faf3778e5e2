namespace PiHub.Recorder.LineProtocol;

/// <summary>How far a batch came.</summary>
/// <param name="Done">How many of its samples, from the first, are done with: taken, or refused for good.</param>
/// <param name="Stop">Why not all; null when they are.</param>
internal readonly record struct BatchResult(int Done, WriteAnswer? Stop);
