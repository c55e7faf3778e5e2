using System.Buffers;
using System.Numerics;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>The numbers of buckets as integers, of a decimal place when all of them are decimals, else of their bits; each column told by
/// itself or by its difference to one that was told before, whichever is smaller. Every bit comes back.</summary>
internal static class RollupNumbers
{
    // Whether an integer is the number's bits, without zeros that all have at their end, or whole ones of a decimal place.
    private readonly record struct Scale(bool IsBits, int Places, int Shift);

    /// <summary>Writes lowest, highest, first, last values and sums.</summary>
    public static void Write(RollupColumns columns, IBufferWriter<byte> to)
    {
        Scale scale = Choose([columns.Firsts, columns.Minima, columns.Maxima, columns.Lasts]);
        Scale sumBits = BitsOf([columns.Sums]);
        to.WriteByte((byte)(scale.IsBits ? 0 : scale.Places + 1));
        to.WriteByte((byte)scale.Shift);
        to.WriteByte((byte)sumBits.Shift);
        long[] firsts = ToIntegers(columns.Firsts, scale);
        long[] minima = ToIntegers(columns.Minima, scale);
        long[] maxima = ToIntegers(columns.Maxima, scale);
        WriteSmallest(firsts, [], to);
        WriteSmallest(minima, [firsts], to);
        WriteSmallest(maxima, [firsts, minima], to);
        WriteSmallest(ToIntegers(columns.Lasts, scale), [firsts, minima, maxima], to);

        // Adding up doubles errs by some last bits, so a sum is a decimal only nearly: the error is told apart.
        long[] sums = ToIntegers(columns.Sums, scale.IsBits ? sumBits : scale);
        WriteSmallest(sums, ExpectSums(columns, scale.IsBits ? sumBits : scale), to);
        if (!scale.IsBits)
        {
            WriteSmallest(Subtract(ToIntegers(columns.Sums, sumBits), RoundedBits(sums, scale, sumBits)), [], to);
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="columns">Starts and counts are there already; the others are filled.</param>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static void Read(ref ByteReader reader, RollupColumns columns)
    {
        int places = reader.ReadByte() - 1;
        var scale = new Scale(places < 0, Math.Max(places, 0), reader.ReadByte());
        var sumBits = new Scale(true, 0, reader.ReadByte());
        if (places > DecimalScale.MostPlaces || scale.Shift > 63 || sumBits.Shift > 63)
        {
            throw ByteReader.Damaged();
        }

        int count = columns.Counts.Length;
        long[] firsts = ReadOne(ref reader, count, []);
        long[] minima = ReadOne(ref reader, count, [firsts]);
        long[] maxima = ReadOne(ref reader, count, [firsts, minima]);
        long[] lasts = ReadOne(ref reader, count, [firsts, minima, maxima]);
        ToNumbers(firsts, scale, columns.Firsts);
        ToNumbers(minima, scale, columns.Minima);
        ToNumbers(maxima, scale, columns.Maxima);
        ToNumbers(lasts, scale, columns.Lasts);

        long[] sums = ReadOne(ref reader, count, ExpectSums(columns, scale.IsBits ? sumBits : scale));
        if (!scale.IsBits)
        {
            sums = Add(RoundedBits(sums, scale, sumBits), ReadOne(ref reader, count, []));
        }

        ToNumbers(sums, sumBits, columns.Sums);
    }

    private static Scale Choose(double[][] all)
    {
        int places = 0;
        foreach (double[] numbers in all)
        {
            int own = DecimalScale.FindPlaces(numbers);
            places = own < 0 || places < 0 ? -1 : Math.Max(own, places);
        }

        foreach (double[] numbers in all)
        {
            for (int index = 0; index < numbers.Length && places >= 0; index++)
            {
                places = DecimalScale.TryScale(numbers[index], places, out _) ? places : -1;
            }
        }

        return places >= 0 ? new Scale(false, places, 0) : BitsOf(all);
    }

    private static Scale BitsOf(double[][] all)
    {
        long some = 0;
        foreach (double[] numbers in all)
        {
            foreach (double number in numbers)
            {
                some |= BitConverter.DoubleToInt64Bits(number);
            }
        }

        return new Scale(true, 0, Math.Min(63, BitOperations.TrailingZeroCount(some)));
    }

    // Of a number that has more places than the scale the nearest integer, or 0 when it is too large for one.
    private static long[] ToIntegers(double[] numbers, Scale scale)
    {
        long[] integers = new long[numbers.Length];
        for (int index = 0; index < integers.Length; index++)
        {
            if (scale.IsBits)
            {
                integers[index] = OrderedBits.Of(BitConverter.DoubleToInt64Bits(numbers[index]), scale.Shift);
            }
            else
            {
                _ = DecimalScale.TryScale(numbers[index], scale.Places, out integers[index]);
            }
        }

        return integers;
    }

    private static void ToNumbers(long[] integers, Scale scale, double[] numbers)
    {
        if (!scale.IsBits)
        {
            DecimalScale.Restore(integers, scale.Places, numbers);
            return;
        }

        for (int index = 0; index < integers.Length; index++)
        {
            numbers[index] = BitConverter.Int64BitsToDouble(OrderedBits.Restore(integers[index], scale.Shift));
        }
    }

    private static long[] RoundedBits(long[] rounded, Scale scale, Scale bits)
    {
        double[] numbers = new double[rounded.Length];
        ToNumbers(rounded, scale, numbers);
        return ToIntegers(numbers, bits);
    }

    // What the sums may be near: so many times the first value, or the middle between the lowest and the highest.
    private static long[][] ExpectSums(RollupColumns columns, Scale scale)
    {
        double[] byFirst = new double[columns.Counts.Length];
        double[] byMiddle = new double[columns.Counts.Length];
        for (int index = 0; index < byFirst.Length; index++)
        {
            byFirst[index] = columns.Firsts[index] * columns.Counts[index];
            byMiddle[index] = ((columns.Minima[index] / 2) + (columns.Maxima[index] / 2)) * columns.Counts[index];
        }

        return [ToIntegers(byFirst, scale), ToIntegers(byMiddle, scale)];
    }

    private static void WriteSmallest(long[] values, long[][] references, IBufferWriter<byte> to)
    {
        var smallest = new ArrayBufferWriter<byte>();
        IntegerColumn.Write(values, smallest);
        byte chosen = 0;
        for (byte number = 1; number <= references.Length; number++)
        {
            var other = new ArrayBufferWriter<byte>();
            IntegerColumn.Write(Subtract(values, references[number - 1]), other);
            (smallest, chosen) = other.WrittenCount < smallest.WrittenCount ? (other, number) : (smallest, chosen);
        }

        to.WriteByte(chosen);
        to.Write(smallest.WrittenSpan);
    }

    private static long[] ReadOne(ref ByteReader reader, int count, long[][] references)
    {
        int chosen = reader.ReadByte();
        if (chosen > references.Length)
        {
            throw ByteReader.Damaged();
        }

        long[] values = new long[count];
        IntegerColumn.Read(ref reader, values);
        return chosen == 0 ? values : Add(values, references[chosen - 1]);
    }

    private static long[] Subtract(long[] values, long[] others)
    {
        long[] differences = new long[values.Length];
        for (int index = 0; index < values.Length; index++)
        {
            differences[index] = values[index] - others[index];
        }

        return differences;
    }

    private static long[] Add(long[] values, long[] others)
    {
        long[] sums = new long[values.Length];
        for (int index = 0; index < values.Length; index++)
        {
            sums[index] = values[index] + others[index];
        }

        return sums;
    }
}
