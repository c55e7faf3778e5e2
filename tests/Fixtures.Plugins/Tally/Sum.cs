namespace PiHub.Fixtures.Tally;

/// <summary>Distinct numbers, the highest one, and how many came more than once.</summary>
internal sealed record Sum(string Version, long Distinct, long Highest, long Doubled);
