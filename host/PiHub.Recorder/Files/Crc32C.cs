using System.Buffers.Binary;
using System.Numerics;

namespace PiHub.Recorder.Files;

/// <summary>The checksum of RFC 3720, for which x64 and ARM have an instruction.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte rest in bytes)
        {
            sum = BitOperations.Crc32C(sum, rest);
        }

        return ~sum;
    }
}
