using System.Buffers.Binary;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Numbers of one width side by side, the lowest bit first.</summary>
internal static class BitPacking
{
    /// <summary>The widest numbers that one read of eight bytes gets from any bit on.</summary>
    private const int WidestInOneRead = 57;

    /// <summary>Bytes that so many numbers of a width take.</summary>
    public static int Length(int count, int width) => ((count * width) + 7) >> 3;

    /// <summary>Packs the lowest bits of numbers.</summary>
    /// <param name="values">Numbers below 2^width.</param>
    /// <param name="width">Bits each, 0 to 64.</param>
    /// <param name="bytes">Gets <see cref="Length"/> bytes.</param>
    public static void Pack(ReadOnlySpan<ulong> values, int width, Span<byte> bytes)
    {
        ulong pending = 0;
        int pendingBits = 0;
        int position = 0;
        foreach (ulong value in values)
        {
            pending |= value << pendingBits;
            int bits = pendingBits + width;
            if (bits >= 64)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[position..], pending);
                position += sizeof(ulong);
                bits -= 64;
                pending = bits == 0 ? 0 : value >> (width - bits);
            }

            pendingBits = bits;
        }

        for (; pendingBits > 0; pendingBits -= 8, pending >>= 8)
        {
            bytes[position++] = (byte)pending;
        }
    }

    /// <summary>Unpacks numbers and adds a base to each.</summary>
    /// <param name="bytes">What was packed, and whatever follows it.</param>
    /// <param name="width">Bits each, 0 to 64.</param>
    /// <param name="start">What is added to each; wraps around.</param>
    /// <param name="values">As many as were packed.</param>
    public static void Unpack(ReadOnlySpan<byte> bytes, int width, long start, Span<long> values)
    {
        if (width == 0)
        {
            values.Fill(start);
            return;
        }

        ulong mask = ulong.MaxValue >> (64 - width);
        int inBulk = width <= WidestInOneRead ? CountInReach(bytes.Length, width, values.Length) : 0;
        int bit = 0;
        for (int index = 0; index < inBulk; index++, bit += width)
        {
            values[index] = start + (long)((BinaryPrimitives.ReadUInt64LittleEndian(bytes[(bit >> 3)..]) >> (bit & 7)) & mask);
        }

        for (int index = inBulk; index < values.Length; index++, bit += width)
        {
            values[index] = start + (long)(ReadAt(bytes, bit, width) & mask);
        }
    }

    // So many numbers that the eight bytes read for each are all there.
    private static int CountInReach(int length, int width, int count) =>
        length < sizeof(ulong) ? 0 : Math.Min(count, ((((length - sizeof(ulong)) * 8) + 7) / width) + 1);

    private static ulong ReadAt(ReadOnlySpan<byte> bytes, int bit, int width)
    {
        ulong value = 0;
        for (int read = 0; read < width;)
        {
            int offset = (bit + read) & 7;
            value |= ((ulong)bytes[(bit + read) >> 3] >> offset) << read;
            read += 8 - offset;
        }

        return value;
    }
}
