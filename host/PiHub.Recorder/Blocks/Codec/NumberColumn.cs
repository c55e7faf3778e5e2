using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>A column of doubles, told as whatever is smallest; every bit comes back.</summary>
internal static class NumberColumn
{
    // Ranks are worth it when each number comes so often on average.
    private const int RepeatedAtLeast = 4;

    private enum Form : byte
    {
        /// <summary>All the same bits.</summary>
        Constant = 0,

        /// <summary>Whole numbers of a decimal place; a few that are none stand beside.</summary>
        Decimal = 1,

        /// <summary>The bits as integers.</summary>
        Bits = 2,

        /// <summary>A sorted list of the numbers that there are, as <see cref="Bits"/>, and the place of each in it: for what comes again
        /// and again, e.g. few steps of a converter times a factor.</summary>
        Ranks = 3,
    }

    /// <summary>Writes a column.</summary>
    /// <param name="numbers">The doubles.</param>
    /// <param name="to">Where to.</param>
    public static void Write(ReadOnlySpan<double> numbers, IBufferWriter<byte> to)
    {
        if (numbers.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<long> bits = MemoryMarshal.Cast<double, long>(numbers);
        if (!bits.ContainsAnyExcept(bits[0]))
        {
            to.WriteByte((byte)Form.Constant);
            to.WriteFixed(bits[0]);
            return;
        }

        long[] rented = ArrayPool<long>.Shared.Rent(numbers.Length);
        Span<long> integers = rented.AsSpan(0, numbers.Length);
        if (!TryWriteDecimals(numbers, integers, to) && !TryWriteRanks(numbers, integers, to))
        {
            to.WriteByte((byte)Form.Bits);
            WriteBits(numbers, integers, to);
        }

        ArrayPool<long>.Shared.Return(rented);
    }

    /// <summary>Reads a column.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="numbers">As many as were written.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Read(ref ByteReader reader, Span<double> numbers)
    {
        if (numbers.IsEmpty)
        {
            return;
        }

        switch ((Form)reader.ReadByte())
        {
            case Form.Constant:
                numbers.Fill(BitConverter.Int64BitsToDouble(reader.ReadFixed()));
                break;
            case Form.Decimal:
                ReadDecimals(ref reader, numbers);
                break;
            case Form.Bits:
                ReadBits(ref reader, numbers);
                break;
            case Form.Ranks:
                ReadRanks(ref reader, numbers);
                break;
            default:
                throw ByteReader.Damaged();
        }
    }

    private static bool TryWriteDecimals(ReadOnlySpan<double> numbers, Span<long> integers, IBufferWriter<byte> to)
    {
        int places = DecimalScale.FindPlaces(numbers);
        if (places < 0)
        {
            return false;
        }

        int most = numbers.Length / 16;
        int[] rented = ArrayPool<int>.Shared.Rent(most + 1);
        int exceptions = 0;
        for (int index = 0; index < numbers.Length && exceptions <= most; index++)
        {
            if (!DecimalScale.TryScale(numbers[index], places, out integers[index]))
            {
                rented[exceptions++] = index;
                integers[index] = index > 0 ? integers[index - 1] : 0;
            }
        }

        if (exceptions <= most)
        {
            to.WriteByte((byte)Form.Decimal);
            to.WriteByte((byte)places);
            to.WriteVariable((ulong)exceptions);
            foreach (int index in rented.AsSpan(0, exceptions))
            {
                to.WriteVariable((ulong)index);
                to.WriteFixed(BitConverter.DoubleToInt64Bits(numbers[index]));
            }

            IntegerColumn.Write(integers, to);
        }

        ArrayPool<int>.Shared.Return(rented);
        return exceptions <= most;
    }

    private static void ReadDecimals(ref ByteReader reader, Span<double> numbers)
    {
        int places = reader.ReadByte();
        if (places > DecimalScale.MostPlaces)
        {
            throw ByteReader.Damaged();
        }

        int exceptions = reader.ReadCount(numbers.Length);
        ByteReader exceptionReader = reader;
        for (int index = 0; index < exceptions; index++)
        {
            reader.ReadVariable();
            reader.ReadFixed();
        }

        Span<long> integers = MemoryMarshal.Cast<double, long>(numbers); // each is turned into the double in its own place
        IntegerColumn.Read(ref reader, integers);
        DecimalScale.Restore(integers, places, numbers);
        for (int index = 0; index < exceptions; index++)
        {
            numbers[exceptionReader.ReadCount(numbers.Length - 1)] = BitConverter.Int64BitsToDouble(exceptionReader.ReadFixed());
        }
    }

    private static void WriteBits(ReadOnlySpan<double> numbers, Span<long> integers, IBufferWriter<byte> to)
    {
        long all = 0;
        for (int index = 0; index < numbers.Length; index++)
        {
            integers[index] = BitConverter.DoubleToInt64Bits(numbers[index]);
            all |= integers[index];
        }

        // What came as single precision has 29 zeros at its end.
        int shift = BitOperations.TrailingZeroCount(all);
        for (int index = 0; index < numbers.Length; index++)
        {
            integers[index] = OrderedBits.Of(integers[index], shift);
        }

        to.WriteByte((byte)shift);
        IntegerColumn.Write(integers, to);
    }

    private static void ReadBits(ref ByteReader reader, Span<double> numbers)
    {
        int shift = reader.ReadByte();
        if (shift > 63)
        {
            throw ByteReader.Damaged();
        }

        Span<long> integers = MemoryMarshal.Cast<double, long>(numbers);
        IntegerColumn.Read(ref reader, integers);
        for (int index = 0; index < integers.Length; index++)
        {
            integers[index] = OrderedBits.Restore(integers[index], shift);
        }
    }

    private static bool TryWriteRanks(ReadOnlySpan<double> numbers, Span<long> integers, IBufferWriter<byte> to)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(numbers.Length);
        Span<double> sorted = rented.AsSpan(0, numbers.Length);
        int count = SortDistinct(numbers, sorted);
        bool isShort = count <= numbers.Length / RepeatedAtLeast;
        if (isShort)
        {
            for (int index = 0; index < numbers.Length; index++)
            {
                integers[index] = MemoryMarshal.Cast<double, long>(sorted[..count])
                    .BinarySearch(BitConverter.DoubleToInt64Bits(numbers[index]));
            }

            to.WriteByte((byte)Form.Ranks);
            to.WriteVariable((ulong)count);
            IntegerColumn.Write(integers, to);
            WriteBits(sorted[..count], integers[..count], to);
        }

        ArrayPool<double>.Shared.Return(rented);
        return isShort;
    }

    // By their bits, so that equal numbers of different bits stay apart.
    private static int SortDistinct(ReadOnlySpan<double> numbers, Span<double> sorted)
    {
        numbers.CopyTo(sorted);
        Span<long> bits = MemoryMarshal.Cast<double, long>(sorted);
        bits.Sort();
        int count = 1;
        for (int index = 1; index < bits.Length; index++)
        {
            if (bits[index] != bits[count - 1])
            {
                bits[count++] = bits[index];
            }
        }

        return count;
    }

    private static void ReadRanks(ref ByteReader reader, Span<double> numbers)
    {
        int count = reader.ReadCount(numbers.Length);
        Span<long> ranks = MemoryMarshal.Cast<double, long>(numbers);
        IntegerColumn.Read(ref reader, ranks);
        double[] rented = ArrayPool<double>.Shared.Rent(Math.Max(count, 1));
        Span<double> sorted = rented.AsSpan(0, count);
        if (count > 0)
        {
            ReadBits(ref reader, sorted);
        }

        for (int index = 0; index < ranks.Length; index++)
        {
            if ((ulong)ranks[index] >= (ulong)count)
            {
                throw ByteReader.Damaged();
            }

            numbers[index] = sorted[(int)ranks[index]];
        }

        ArrayPool<double>.Shared.Return(rented);
    }
}
