namespace PiHub.Benchmarks.Stores;

/// <summary>A range of one metric.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="FromMs">The start, included, ms since 1970 UTC.</param>
/// <param name="ToMs">The end, not included, ms since 1970 UTC.</param>
/// <param name="Points">At most so many points, each with lowest, highest and mean value; 0: every reading.</param>
internal sealed record StoreQuery(string Device, string Metric, long FromMs, long ToMs, int Points)
{
    /// <summary>The width of a point, ms.</summary>
    public long StepMs => Math.Max(1, (ToMs - FromMs + Points - 1) / Math.Max(Points, 1));
}
