namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Doubles that are decimals of few places, e.g. 234.84, as whole numbers of the last place: 23484. Dividing gives the very same
/// double again, because both are the double nearest to the decimal.</summary>
internal static class DecimalScale
{
    /// <summary>The most places.</summary>
    public const int MostPlaces = 18;

    private const int SampleSize = 128;
    private const double LargestExact = 9_007_199_254_740_992; // 2^53

    // Powers of ten up to 10^22 are exact doubles.
    private static readonly double[] _powers =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <summary>How many places a sample of the numbers has; -1 when many of them are no short decimals.</summary>
    public static int FindPlaces(ReadOnlySpan<double> numbers)
    {
        Span<int> countByPlaces = stackalloc int[MostPlaces + 2];
        int stride = Math.Max(1, numbers.Length / SampleSize);
        int sampled = 0;
        for (int index = 0; index < numbers.Length; index += stride, sampled++)
        {
            countByPlaces[PlacesOf(numbers[index])]++;
        }

        int beyond = sampled;
        for (int places = 0; places <= MostPlaces; places++)
        {
            beyond -= countByPlaces[places];
            if (beyond <= sampled / 32)
            {
                return places;
            }
        }

        return -1;
    }

    /// <summary>A number as whole number of the last place.</summary>
    /// <returns>Whether it is one, exactly.</returns>
    public static bool TryScale(double number, int places, out long scaled)
    {
        double rounded = Math.Round(number * _powers[places]);
        scaled = Math.Abs(rounded) <= LargestExact ? (long)rounded : 0;
        return BitConverter.DoubleToInt64Bits(scaled / _powers[places]) == BitConverter.DoubleToInt64Bits(number);
    }

    /// <summary>The doubles again.</summary>
    public static void Restore(ReadOnlySpan<long> scaled, int places, Span<double> numbers)
    {
        double power = _powers[places];
        for (int index = 0; index < numbers.Length; index++)
        {
            numbers[index] = scaled[index] / power;
        }
    }

    private static int PlacesOf(double number)
    {
        int places = 0;
        while (places <= MostPlaces && !TryScale(number, places, out _))
        {
            places++;
        }

        return places;
    }
}
