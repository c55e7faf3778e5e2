using System.Buffers.Binary;

namespace PiHub.Benchmarks.Load;

/// <summary>Which message of a run it is.</summary>
internal readonly record struct MessageKey(int Round, int Publisher, int Index)
{
    /// <summary>Puts publisher and index at the start of a payload.</summary>
    public byte[] Write(byte[] payload)
    {
        payload[0] = (byte)Publisher;
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(1), Index);
        return payload;
    }

    /// <summary>Takes publisher and index from the start of a payload.</summary>
    public static (int Publisher, int Index) Read(ReadOnlySpan<byte> payload) => (payload[0], BinaryPrimitives.ReadInt32BigEndian(payload[1..]));
}
