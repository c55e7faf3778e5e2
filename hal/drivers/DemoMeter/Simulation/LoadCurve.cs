namespace DemoMeter.Simulation;

/// <summary>What a household without solar panels draws over the day: base load, a fridge, breakfast, lunch and a long evening, uneven
/// over the phases. A pure function of seed and local time.</summary>
internal sealed class LoadCurve(int seed)
{
    private static readonly TimeSpan FridgeCycle = TimeSpan.FromMinutes(45);

    // Watts at nominal voltage; hours of the local day; the share of each phase.
    private static readonly Peak[] Peaks =
    [
        new(Hour: 7.0, Spread: 0.7, Watts: 1900, Shares: [0.25, 0.55, 0.20]),
        new(Hour: 12.4, Spread: 0.6, Watts: 2400, Shares: [0.45, 0.15, 0.40]),
        new(Hour: 19.5, Spread: 1.8, Watts: 2900, Shares: [0.40, 0.25, 0.35]),
    ];

    /// <summary>The active power that a phase would draw at nominal voltage, in watts, and its power factor.</summary>
    /// <param name="localTime">The time of day where the household is.</param>
    /// <param name="phase">The phase, 0 to 2.</param>
    public (double PowerWatts, double PowerFactor) At(DateTimeOffset localTime, int phase)
    {
        double electronics = 55 + (20 * phase) + (8 * Noise.Drift(seed, 10 + phase, localTime, TimeSpan.FromMinutes(7)));
        double fridge = phase == 0 ? Fridge(localTime) : 0;
        double activity = Activity(localTime, phase);
        double watts = (electronics + fridge + activity) * (1 + (0.01 * Noise.Signed(seed, 20 + phase, localTime.ToUnixTimeSeconds())));

        // Power supplies and motors draw more than they use; heating and cooking do not.
        double factor = ((0.82 * electronics) + (0.88 * fridge) + (0.985 * activity)) / (electronics + fridge + activity);
        return (watts, factor);
    }

    private static double Fridge(DateTimeOffset localTime) =>
        localTime.UtcTicks % FridgeCycle.Ticks < FridgeCycle.Ticks / 3 ? 95 : 0;

    private double Activity(DateTimeOffset localTime, int phase)
    {
        double hour = localTime.TimeOfDay.TotalHours;
        long day = (long)(localTime.Date - DateTime.UnixEpoch).TotalDays;
        double watts = 0;
        for (int i = 0; i < Peaks.Length; i++)
        {
            Peak peak = Peaks[i];
            double middle = peak.Hour + (0.5 * Noise.Signed(seed, 30 + i, day));
            double size = peak.Watts * (1 + (0.25 * Noise.Signed(seed, 40 + i, day)));
            double distance = (hour - middle) / peak.Spread;
            watts += size * peak.Shares[phase] * Math.Exp(-0.5 * distance * distance);
        }

        // Appliances go on and off: the curve is their mean, not what is seen at one moment.
        return watts * (1 + (0.35 * Noise.Drift(seed, 50 + phase, localTime, TimeSpan.FromSeconds(50))));
    }

    private sealed record Peak(double Hour, double Spread, double Watts, double[] Shares);
}
