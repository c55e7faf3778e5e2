namespace PiHub.Fixtures.Probe;

internal sealed record Count(int Value);
