using System.Buffers.Binary;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Reads encoded bytes from front to back; whatever does not fit is <see cref="InvalidDataException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private const int LongestVariable = 10;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Bytes that are not read yet.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>Everything that is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public static InvalidDataException Damaged() => new("The block's content is damaged.");

    public byte ReadByte() => ReadBytes(1)[0];

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if ((uint)count > (uint)_rest.Length)
        {
            throw Damaged();
        }

        ReadOnlySpan<byte> read = _rest[..count];
        _rest = _rest[count..];
        return read;
    }

    public long ReadFixed() => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long)));

    public ulong ReadVariable()
    {
        ulong value = 0;
        for (int index = 0; index < Math.Min(_rest.Length, LongestVariable); index++)
        {
            byte part = _rest[index];
            value |= (ulong)(part & 0x7F) << (7 * index);
            if (part < 0x80)
            {
                _rest = _rest[(index + 1)..];
                return value;
            }
        }

        throw Damaged();
    }

    public long ReadSigned() => ZigZag.Decode(ReadVariable());

    /// <summary>A number that says how many of something follow.</summary>
    /// <param name="largest">The most that can be.</param>
    public int ReadCount(int largest)
    {
        ulong count = ReadVariable();
        return count <= (ulong)largest ? (int)count : throw Damaged();
    }

    /// <summary>Makes sure that nothing is left over.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw Damaged();
        }
    }
}
