namespace PiHub.Fixtures.Ledger;

internal sealed record Balance(long Samples, long Times);
