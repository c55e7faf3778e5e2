using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PiHub.Mqtt.Codec;

/// <summary>Writes the data types of MQTT (5.0: 1.5).</summary>
internal static class FieldWriter
{
    /// <summary>The largest variable byte integer (5.0: 1.5.5).</summary>
    public const uint MaximumVariable = 268_435_455;

    public static void WriteByte(this IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public static void WriteTwoBytes(this IBufferWriter<byte> output, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    public static void WriteFourBytes(this IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public static void WriteVariable(this IBufferWriter<byte> output, uint value) =>
        output.Advance(PutVariable(output.GetSpan(4), value));

    /// <exception cref="ArgumentException">Longer than 65,535 bytes.</exception>
    public static void WriteBinary(this IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        output.WriteTwoBytes(CheckLength(value.Length));
        output.Write(value);
    }

    /// <exception cref="ArgumentException">Longer than 65,535 bytes of UTF-8.</exception>
    public static void WriteText(this IBufferWriter<byte> output, string value)
    {
        int lengthBytes = Encoding.UTF8.GetByteCount(value);
        output.WriteTwoBytes(CheckLength(lengthBytes));
        Encoding.UTF8.GetBytes(value, output.GetSpan(lengthBytes));
        output.Advance(lengthBytes);
    }

    /// <summary>Puts a variable byte integer at the start of a span of at least four bytes.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int PutVariable(Span<byte> target, uint value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaximumVariable);
        int count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[count++] = (byte)(value | 0x80);
        }

        target[count++] = (byte)value;
        return count;
    }

    /// <summary>How many bytes a variable byte integer takes.</summary>
    public static int VariableLength(uint value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        _ => 4,
    };

    private static ushort CheckLength(int lengthBytes) =>
        lengthBytes <= ushort.MaxValue
            ? (ushort)lengthBytes
            : throw new ArgumentException($"a field of {lengthBytes} bytes is longer than 65,535 bytes", nameof(lengthBytes));
}
