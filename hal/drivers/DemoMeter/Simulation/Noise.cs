namespace DemoMeter.Simulation;

/// <summary>Chance as a function: the same seed, stream and step always give the same number, so a simulation has no state to keep.</summary>
internal static class Noise
{
    /// <summary>A number from 0 to below 1.</summary>
    public static double At(int seed, int stream, long step)
    {
        // SplitMix64 (Steele, Lea, Flood 2014): one round mixes the three into 64 even bits.
        ulong x = (ulong)step + ((ulong)(uint)seed << 32) + ((ulong)(uint)stream * 0x9E3779B97F4A7C15);
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return ((x ^ (x >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A number from -1 to below 1.</summary>
    public static double Signed(int seed, int stream, long step) => (2 * At(seed, stream, step)) - 1;

    /// <summary>Smooth chance from -1 to 1 that turns about once in <paramref name="period"/>.</summary>
    public static double Drift(int seed, int stream, DateTimeOffset time, TimeSpan period)
    {
        (long step, long rest) = Math.DivRem(time.UtcTicks, period.Ticks);
        double part = (double)rest / period.Ticks;
        double blend = part * part * (3 - (2 * part));
        double from = Signed(seed, stream, step);
        return from + ((Signed(seed, stream, step + 1) - from) * blend);
    }
}
