namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Doubles' bits, without zeros that all have at their end, as integers of the same order: neighbouring doubles are neighbouring
/// integers. Any bits come back.</summary>
internal static class OrderedBits
{
    /// <summary>The integer for a double's bits.</summary>
    /// <param name="bits">The bits.</param>
    /// <param name="shift">How many zeros they end with at least, 0 to 63.</param>
    public static long Of(long bits, int shift) => Turn(bits >> shift, shift);

    /// <summary>The double's bits again.</summary>
    /// <param name="ordered">The integer.</param>
    /// <param name="shift">How many zeros the bits end with at least, 0 to 63.</param>
    public static long Restore(long ordered, int shift) => Turn(ordered, shift) << shift;

    // Turns the order of the negative ones around; twice is nothing.
    private static long Turn(long value, int shift) => value ^ ((value >> 63) & (long.MaxValue >> shift));
}
