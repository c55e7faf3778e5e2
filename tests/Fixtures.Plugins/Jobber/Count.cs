namespace PiHub.Fixtures.Jobber;

internal sealed record Count(int Runs, int Disposed);
