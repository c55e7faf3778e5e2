namespace DemoMeter.Simulation;

/// <summary>The grid at the house: slow drift, sag with load, noise, harmonics, and a dip every few minutes. A pure function of seed and
/// time.</summary>
internal sealed class GridModel(int seed)
{
    /// <summary>The nominal voltage, in volts (EN 50160).</summary>
    public const double NominalVolts = 230;

    /// <summary>One dip falls into each of these stretches.</summary>
    public static readonly TimeSpan DipEvery = TimeSpan.FromMinutes(4);

    private const double LowestVolts = 225;
    private const double HighestVolts = 238;
    private const double LineOhms = 0.25;

    /// <summary>A phase's voltage outside dips, 225 to 238 V.</summary>
    /// <param name="time">The time.</param>
    /// <param name="phase">The phase, 0 to 2.</param>
    /// <param name="loadWatts">What the phase draws at nominal voltage.</param>
    public double VoltageVolts(DateTimeOffset time, int phase, double loadWatts)
    {
        double drift = 4 * Noise.Drift(seed, 60 + phase, time, TimeSpan.FromMinutes(40));
        double sag = loadWatts / NominalVolts * LineOhms;
        double noise = 0.25 * Noise.Signed(seed, 70 + phase, time.ToUnixTimeSeconds());
        return Math.Clamp(232.5 + drift - sag + noise, LowestVolts, HighestVolts);
    }

    /// <summary>What a dip leaves of a phase's nominal voltage, 60 to 85 %, for one second; null outside dips.</summary>
    /// <param name="time">The time.</param>
    /// <param name="phase">The phase, 0 to 2.</param>
    public double? DipResidualPercent(DateTimeOffset time, int phase)
    {
        (long stretch, long second) = Math.DivRem(time.ToUnixTimeSeconds(), (long)DipEvery.TotalSeconds);
        return second == (long)(Noise.At(seed, 80, stretch) * DipEvery.TotalSeconds) && phase == (int)(Noise.At(seed, 81, stretch) * 3)
            ? 60 + (25 * Noise.At(seed, 82, stretch))
            : null;
    }

    /// <summary>The voltage's total harmonic distortion, 1 to 4 %.</summary>
    /// <param name="time">The time.</param>
    /// <param name="phase">The phase, 0 to 2.</param>
    public double VoltageThdPercent(DateTimeOffset time, int phase) =>
        2.5 + (1.4 * Noise.Drift(seed, 90 + phase, time, TimeSpan.FromMinutes(25)))
            + (0.1 * Noise.Signed(seed, 93 + phase, time.ToUnixTimeSeconds()));

    /// <summary>The frequency, 49.95 to 50.05 Hz.</summary>
    /// <param name="time">The time.</param>
    public double FrequencyHertz(DateTimeOffset time) =>
        50 + (0.045 * Noise.Drift(seed, 99, time, TimeSpan.FromMinutes(3))) + (0.005 * Noise.Signed(seed, 98, time.ToUnixTimeSeconds()));
}
