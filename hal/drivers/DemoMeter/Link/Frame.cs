using System.Buffers.Binary;

namespace DemoMeter.Link;

/// <summary>The meter's frames on the SPI bus, full duplex: what the hub clocks out stands first, the meter answers behind it.</summary>
/// <remarks>
/// Read: command, address (2 bytes), word count, then clocked in: the words and their checksum. Write: command, address, word count, the
/// words and their checksum, then clocked in: one acknowledge byte. The checksum is CRC-16/CCITT-FALSE over the words.
/// </remarks>
internal static class Frame
{
    public const byte ReadCommand = 0x03;
    public const byte WriteCommand = 0x06;
    public const byte Acknowledged = 0x06;
    public const byte Refused = 0x15;
    public const int HeaderBytes = 4;
    public const int ChecksumBytes = 2;

    public static int ReadLength(int words) => HeaderBytes + (words * sizeof(uint)) + ChecksumBytes;

    public static int WriteLength(int words) => HeaderBytes + (words * sizeof(uint)) + ChecksumBytes + 1;

    public static void PutHeader(Span<byte> frame, byte command, ushort address, int words)
    {
        frame[0] = command;
        BinaryPrimitives.WriteUInt16BigEndian(frame[1..], address);
        frame[3] = checked((byte)words);
    }

    public static (byte Command, ushort Address, int Words) GetHeader(ReadOnlySpan<byte> frame) =>
        (frame[0], BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), frame[3]);

    /// <summary>Puts words and their checksum behind the header.</summary>
    public static void PutWords(Span<byte> frame, ReadOnlySpan<uint> words)
    {
        Span<byte> body = frame.Slice(HeaderBytes, words.Length * sizeof(uint));
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(body[(i * sizeof(uint))..], words[i]);
        }

        BinaryPrimitives.WriteUInt16BigEndian(frame[(HeaderBytes + body.Length)..], Crc16(body));
    }

    /// <summary>Takes the words behind the header; null when their checksum is wrong.</summary>
    public static uint[]? GetWords(ReadOnlySpan<byte> frame, int count)
    {
        ReadOnlySpan<byte> body = frame.Slice(HeaderBytes, count * sizeof(uint));
        if (BinaryPrimitives.ReadUInt16BigEndian(frame[(HeaderBytes + body.Length)..]) != Crc16(body))
        {
            return null;
        }

        uint[] words = new uint[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(body[(i * sizeof(uint))..]);
        }

        return words;
    }

    /// <summary>CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF; of "123456789" it is 0x29B1.</summary>
    public static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0xFFFF;
        foreach (byte value in bytes)
        {
            crc ^= (ushort)(value << 8);
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
            }
        }

        return crc;
    }
}
