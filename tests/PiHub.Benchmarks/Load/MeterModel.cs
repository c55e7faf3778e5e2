namespace PiHub.Benchmarks.Load;

/// <summary>What a three-phase meter at a house reads every second: 27 metrics, as the demo meter's simulation makes them (mains with drift,
/// sag, noise and dips; a household's load over the day). A pure function of the second, without allocations, so that months are quick.
/// </summary>
/// <param name="isRounded">Whether the meter counts in steps of its registers (mW, mV, mA …), as meters do; else values have all the digits
/// that a double has.</param>
internal sealed class MeterModel(bool isRounded)
{
    public const int MetricCount = 27;

    private const int Phases = 3;
    private const double NominalVolts = 230;
    private const double SecondsPerDay = 86_400;
    private const int DipSeconds = 240;
    private const int FridgeSeconds = 2_700;

    private static readonly string[] _quantities =
        ["power_watt", "power_var", "power_va", "power_factor", "voltage_rms", "current_rms", "voltage_thd", "current_thd", "energy_kwh"];

    private static readonly double[] _stepsPerUnit = [1e3, 1e3, 1e3, 1e4, 1e3, 1e3, 1e2, 1e2, 1e4];

    // Hour of the day, spread in hours, watts, and the share of each phase.
    private static readonly double[][] _peaks =
        [[7.0, 0.7, 1900, 0.25, 0.55, 0.20], [12.4, 0.6, 2400, 0.45, 0.15, 0.40], [19.5, 1.8, 2900, 0.40, 0.25, 0.35]];

    private readonly double[] _energyWattHours = [1_200_000, 900_000, 1_500_000];

    /// <summary>The metrics' names, in the order of <see cref="Read"/>.</summary>
    public static string[] Names { get; } =
        [.. Enumerable.Range(1, Phases).SelectMany(phase => _quantities.Select(quantity => $"l{phase}.{quantity}"))];

    /// <summary>When the hub stamps the reading of a second: a few ms late, now and then more.</summary>
    /// <param name="second">Seconds since 1970 UTC.</param>
    /// <returns>Milliseconds since 1970 UTC, ascending with the second.</returns>
    public static long StampMs(long second)
    {
        double chance = Noise(1, second);
        return (second * 1_000) + (long)(chance < 0.98 ? chance * 4 : (chance - 0.98) * 1_000);
    }

    /// <summary>Reads all metrics; energy counts on from the last call, so ask for one second after the other.</summary>
    /// <param name="second">Seconds since 1970 UTC.</param>
    /// <param name="values">Gets <see cref="MetricCount"/> values, each in its metric's unit.</param>
    public void Read(long second, Span<double> values)
    {
        for (int phase = 0; phase < Phases; phase++)
        {
            ReadPhase(second, phase, values.Slice(phase * _quantities.Length, _quantities.Length));
        }

        if (isRounded)
        {
            for (int index = 0; index < values.Length; index++)
            {
                double steps = _stepsPerUnit[index % _stepsPerUnit.Length];
                values[index] = Math.Round(values[index] * steps) / steps;
            }
        }
    }

    private void ReadPhase(long second, int phase, Span<double> values)
    {
        double electronics = 55 + (20 * phase) + (8 * Drift(10 + phase, second, 420));
        double fridge = phase == 0 && second % FridgeSeconds < FridgeSeconds / 3 ? 95 : 0;
        double activity = Activity(second, phase);
        double load = electronics + fridge + activity;
        double factor = ((0.82 * electronics) + (0.88 * fridge) + (0.985 * activity)) / load;
        double nominalWatts = load * (1 + (0.01 * Signed(20 + phase, second)));
        double volts = Volts(second, phase, nominalWatts);
        double ratio = volts / NominalVolts;
        double watts = nominalWatts * ratio * ratio;
        double apparent = watts / factor;
        _energyWattHours[phase] += watts / 3_600;

        values[0] = watts;
        values[1] = Math.Sqrt((apparent * apparent) - (watts * watts));
        values[2] = apparent;
        values[3] = factor;
        values[4] = volts;
        values[5] = apparent / volts;
        values[6] = 2.5 + (1.4 * Drift(90 + phase, second, 1_500)) + (0.1 * Signed(93 + phase, second));
        values[7] = 4 + (120 * (1 - factor));
        values[8] = _energyWattHours[phase] / 1_000;
    }

    private static double Volts(long second, int phase, double watts)
    {
        (long stretch, long within) = Math.DivRem(second, DipSeconds);
        if (within == (long)(Noise(80, stretch) * DipSeconds) && phase == (int)(Noise(81, stretch) * Phases))
        {
            return NominalVolts * (0.6 + (0.25 * Noise(82, stretch)));
        }

        double sag = watts / NominalVolts * 0.25;
        return Math.Clamp(232.5 + (4 * Drift(60 + phase, second, 2_400)) - sag + (0.25 * Signed(70 + phase, second)), 225, 238);
    }

    private static double Activity(long second, int phase)
    {
        (long day, long rest) = Math.DivRem(second, (long)SecondsPerDay);
        double watts = 0;
        for (int index = 0; index < _peaks.Length; index++)
        {
            double[] peak = _peaks[index];
            double distance = ((rest / 3_600.0) - peak[0] - (0.5 * Signed(30 + index, day))) / peak[1];
            watts += peak[2] * (1 + (0.25 * Signed(40 + index, day))) * peak[3 + phase] * Math.Exp(-0.5 * distance * distance);
        }

        return watts * (1 + (0.35 * Drift(50 + phase, second, 50)));
    }

    // From 0 to below 1, the same for the same stream and step: SplitMix64 (Steele, Lea, Flood 2014).
    private static double Noise(int stream, long step)
    {
        ulong x = (ulong)step + ((ulong)(uint)stream * 0x9E3779B97F4A7C15) + 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return ((x ^ (x >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    private static double Signed(int stream, long step) => (2 * Noise(stream, step)) - 1;

    // Smooth, from -1 to 1, turning about once in a period.
    private static double Drift(int stream, long second, int periodSeconds)
    {
        (long step, long rest) = Math.DivRem(second, periodSeconds);
        double part = (double)rest / periodSeconds;
        double from = Signed(stream, step);
        return from + ((Signed(stream, step + 1) - from) * part * part * (3 - (2 * part)));
    }
}
