namespace PiHub.Fixtures.Probe;

/// <summary>An answer without JSON metadata.</summary>
internal sealed record Forgotten(int Value);
