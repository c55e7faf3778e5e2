namespace PiHub.Recorder.Engine;

/// <summary>A damaged part of a file: what was lost with it.</summary>
/// <param name="FoundAt">When it was found, UTC.</param>
/// <param name="File">The file.</param>
/// <param name="Lost">What is lost, for people, e.g. <c>meter power_watt, 2026-01-01T00:00Z to 01:08Z, 4,096 readings</c>.</param>
public sealed record Damage(DateTimeOffset FoundAt, string File, string Lost);
