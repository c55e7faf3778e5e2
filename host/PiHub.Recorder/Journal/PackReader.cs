using System.Buffers.Binary;
using System.Text;

namespace PiHub.Recorder.Journal;

/// <summary>Reads what <see cref="PackWriter"/> wrote.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What was not read yet.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

    /// <summary>What is thrown when the bytes cannot be.</summary>
    public static InvalidDataException Damaged(Exception? cause = null) => new("A record of the journal is damaged.", cause);

    public byte ReadByte() => Take(1)[0];

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public string ReadText()
    {
        ReadOnlySpan<byte> text = Take(ReadLength());
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException exception)
        {
            throw Damaged(exception);
        }
    }

    /// <summary>A length or a count: no more than the bytes that are left, so that damage never asks for much memory.</summary>
    public int ReadLength()
    {
        ulong length = ReadNumber();
        return length <= (ulong)Rest.Length ? (int)length : throw Damaged();
    }

    public long ReadSigned()
    {
        ulong value = ReadNumber();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > Rest.Length)
        {
            throw Damaged();
        }

        ReadOnlySpan<byte> taken = Rest[..length];
        Rest = Rest[length..];
        return taken;
    }
}
