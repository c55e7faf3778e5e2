namespace PiHub.Mqtt.Statistics;

/// <summary>How fast a counter grows per minute, averaged over 1, 5 and 15 minutes with exponentially fading weight.</summary>
internal sealed class LoadAverage
{
    private static readonly double[] PeriodsSeconds = [60, 300, 900];

    private readonly double[] _perMinute = new double[PeriodsSeconds.Length];
    private long _last;

    /// <summary>Per minute, over 1, 5 and 15 minutes.</summary>
    public IReadOnlyList<double> PerMinute => _perMinute;

    /// <param name="count">The counter now.</param>
    /// <param name="elapsed">Since the last update; zero at the first.</param>
    public void Update(long count, TimeSpan elapsed)
    {
        double seconds = elapsed.TotalSeconds;
        for (int i = 0; i < PeriodsSeconds.Length && seconds > 0; i++)
        {
            double rate = (count - _last) * 60 / seconds;
            _perMinute[i] = rate + (Math.Exp(-seconds / PeriodsSeconds[i]) * (_perMinute[i] - rate));
        }

        _last = count;
    }
}
