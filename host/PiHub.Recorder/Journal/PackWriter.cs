using System.Buffers.Binary;
using System.Text;

namespace PiHub.Recorder.Journal;

/// <summary>Gathers bytes. Whole numbers are base-128, signed ones zigzag, texts their length in bytes and UTF-8. One caller at a time.
/// </summary>
internal sealed class PackWriter
{
    // What a rare large commit took is given back.
    private const int KeptBytes = 4 * 1_024 * 1_024;

    private byte[] _bytes = new byte[4_096];

    /// <summary>How many bytes were written; set to a smaller number it takes back the last ones.</summary>
    public int Length { get; set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptBytes)
        {
            _bytes = new byte[4_096];
        }
    }

    /// <summary>Leaves room, to be filled by <see cref="At"/>.</summary>
    /// <returns>Where it begins.</returns>
    public int Skip(int length)
    {
        Reserve(length);
        Length += length;
        return Length - length;
    }

    /// <summary>Bytes that were written before.</summary>
    public Span<byte> At(int start, int length) => _bytes.AsSpan(start, length);

    public void WriteByte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void WriteDouble(double value)
    {
        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(double);
    }

    public void WriteSigned(long value) => WriteNumber((ulong)((value << 1) ^ (value >> 63)));

    public void WriteNumber(ulong value)
    {
        Reserve(10);
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[Length++] = (byte)(value | 0x80);
        }

        _bytes[Length++] = (byte)value;
    }

    public void WriteText(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        WriteNumber((ulong)length);
        Reserve(length);
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
    }

    private void Reserve(int length)
    {
        if (_bytes.Length - Length < length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(_bytes.Length * 2L, (long)Length + length), Array.MaxLength));
        }
    }
}
