using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Writes what <see cref="ByteReader"/> reads.</summary>
internal static class ByteWriting
{
    public static void WriteByte(this IBufferWriter<byte> to, byte value)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }

    /// <summary>Eight bytes, the lowest first.</summary>
    public static void WriteFixed(this IBufferWriter<byte> to, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to.GetSpan(sizeof(long)), value);
        to.Advance(sizeof(long));
    }

    /// <summary>Seven bits a byte, the lowest first: 1 to 10 bytes.</summary>
    public static void WriteVariable(this IBufferWriter<byte> to, ulong value)
    {
        Span<byte> bytes = to.GetSpan(10);
        int length = 0;
        while (value >= 0x80)
        {
            bytes[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
        to.Advance(length);
    }

    public static void WriteSigned(this IBufferWriter<byte> to, long value) => to.WriteVariable(ZigZag.Encode(value));

    /// <summary>How many bytes <see cref="WriteVariable"/> takes.</summary>
    public static int VariableLength(ulong value) => ((70 - BitOperations.LeadingZeroCount(value | 1)) * 9362) >> 16;
}
