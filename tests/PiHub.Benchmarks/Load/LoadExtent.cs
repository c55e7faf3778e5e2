namespace PiHub.Benchmarks.Load;

/// <summary>What a load holds.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">Its first metric, which is queried.</param>
/// <param name="FromMs">The first sample's time, ms since 1970 UTC.</param>
/// <param name="ToMs">Just behind the last sample's time, ms since 1970 UTC.</param>
/// <param name="SampleCount">How many samples.</param>
/// <param name="ReadingCount">How many readings: samples times metrics.</param>
internal sealed record LoadExtent(string Device, string Metric, long FromMs, long ToMs, long SampleCount, long ReadingCount)
{
    /// <summary>Goes through a load once.</summary>
    public static LoadExtent Of(ReadingLoad load)
    {
        using IReadingSource source = load.Open();
        double[] values = new double[source.Metrics.Count];
        (long fromMs, long lastMs, long samples) = (0, 0, 0);
        while (source.TryRead(out long timeMs, values))
        {
            fromMs = samples == 0 ? timeMs : fromMs;
            lastMs = timeMs;
            samples++;
        }

        return new LoadExtent(source.Device, source.Metrics[0], fromMs, lastMs + 1, samples, samples * source.Metrics.Count);
    }
}
