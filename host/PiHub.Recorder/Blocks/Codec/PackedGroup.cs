using System.Buffers;
using System.Numerics;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Up to <see cref="Size"/> integers as differences to a base, all of one bit width, but for a few outliers that stand beside
/// them: one jump does not widen its neighbours.</summary>
/// <remarks>Byte 0 is the width, with the highest bit set when outliers follow; then the base's difference to the group before; then the
/// outliers' number, places and differences to the base; then the packed bits.</remarks>
internal static class PackedGroup
{
    /// <summary>Integers in a full group.</summary>
    public const int Size = 128;

    private const int MostOutliers = 12;
    private const int WidthMask = 0x7F;
    private const int OutliersBit = 0x80;

    /// <summary>Bytes that a group takes, about.</summary>
    public static int Estimate(ReadOnlySpan<long> values)
    {
        Plan plan = MakePlan(values);
        return 2 + BitPacking.Length(values.Length, plan.Width) + plan.OutlierBytes;
    }

    /// <summary>Writes a group.</summary>
    /// <param name="values">1 to <see cref="Size"/> integers.</param>
    /// <param name="previousStart">The base of the group before, 0 at first.</param>
    /// <param name="to">Where to.</param>
    /// <returns>This group's base.</returns>
    public static long Write(ReadOnlySpan<long> values, long previousStart, IBufferWriter<byte> to)
    {
        Plan plan = MakePlan(values);
        Span<ulong> packed = stackalloc ulong[Size];
        Span<byte> places = stackalloc byte[Size];
        int outliers = 0;
        for (int index = 0; index < values.Length; index++)
        {
            ulong difference = (ulong)(values[index] - plan.Start);
            bool fits = plan.Width == 64 || difference >> plan.Width == 0;
            packed[index] = fits ? difference : 0;
            places[outliers] = (byte)index;
            outliers += fits ? 0 : 1;
        }

        to.WriteByte((byte)(plan.Width | (outliers > 0 ? OutliersBit : 0)));
        to.WriteSigned(plan.Start - previousStart);
        if (outliers > 0)
        {
            to.WriteByte((byte)outliers);
            to.Write(places[..outliers]);
            foreach (byte place in places[..outliers])
            {
                to.WriteSigned(values[place] - plan.Start);
            }
        }

        int length = BitPacking.Length(values.Length, plan.Width);
        BitPacking.Pack(packed[..values.Length], plan.Width, to.GetSpan(length + sizeof(ulong)));
        to.Advance(length);
        return plan.Start;
    }

    /// <summary>Reads a group.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="previousStart">The base of the group before, 0 at first.</param>
    /// <param name="values">As many as were written.</param>
    /// <returns>This group's base.</returns>
    public static long Read(ref ByteReader reader, long previousStart, Span<long> values)
    {
        byte head = reader.ReadByte();
        int width = head & WidthMask;
        if (width > 64)
        {
            throw ByteReader.Damaged();
        }

        long start = previousStart + reader.ReadSigned();
        int outliers = (head & OutliersBit) != 0 ? reader.ReadByte() : 0;
        ReadOnlySpan<byte> places = reader.ReadBytes(outliers);
        Span<long> differences = stackalloc long[byte.MaxValue];
        for (int index = 0; index < outliers; index++)
        {
            differences[index] = reader.ReadSigned();
        }

        ReadOnlySpan<byte> rest = reader.Rest;
        reader.ReadBytes(BitPacking.Length(values.Length, width));
        BitPacking.Unpack(rest, width, start, values);
        for (int index = 0; index < outliers; index++)
        {
            if (places[index] >= values.Length)
            {
                throw ByteReader.Damaged();
            }

            values[places[index]] = start + differences[index];
        }

        return start;
    }

    // The cheapest base and width when the few lowest and highest numbers may be left out.
    private static Plan MakePlan(ReadOnlySpan<long> values)
    {
        Span<long> sorted = stackalloc long[Size];
        sorted = sorted[..values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        Plan best = new(sorted[0], WidthOf(sorted[^1] - sorted[0]), 0);
        int bestBytes = BitPacking.Length(values.Length, best.Width);
        for (int outliers = 1; outliers <= Math.Min(MostOutliers, values.Length - 1) && bestBytes > 0; outliers++)
        {
            for (int low = 0; low <= outliers; low++)
            {
                int high = values.Length - (outliers - low);
                int width = WidthOf(sorted[high - 1] - sorted[low]);
                int bytes = BitPacking.Length(values.Length, width);
                if (bytes + 1 + (2 * outliers) >= bestBytes)
                {
                    continue;
                }

                int outlierBytes = 1 + BytesOf(sorted[..low], sorted[low]) + BytesOf(sorted[high..], sorted[low]);
                if (bytes + outlierBytes < bestBytes)
                {
                    (best, bestBytes) = (new Plan(sorted[low], width, outlierBytes), bytes + outlierBytes);
                }
            }
        }

        return best;
    }

    private static int BytesOf(ReadOnlySpan<long> outliers, long start)
    {
        int bytes = outliers.Length;
        foreach (long outlier in outliers)
        {
            bytes += ByteWriting.VariableLength(ZigZag.Encode(outlier - start));
        }

        return bytes;
    }

    private static int WidthOf(long range) => 64 - BitOperations.LeadingZeroCount((ulong)range);

    private readonly record struct Plan(long Start, int Width, int OutlierBytes);
}
