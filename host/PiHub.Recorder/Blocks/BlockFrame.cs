using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Blocks;

/// <summary>A block as it lies in a file: header and content, each with a checksum of its own, so that damaged content still has a name.
/// </summary>
/// <remarks>All numbers have their lowest byte first: magic (4), version (1), kind (1), header's length (2), content's length (4), count (4),
/// series (8), from (8), to (8), generation (8), length of the device's id (2), its UTF-8 bytes, the metric's UTF-8 bytes up to the header's
/// end but for its checksum (4); content; the content's checksum (4).</remarks>
internal static class BlockFrame
{
    /// <summary>The most bytes that a block's content may have. <see cref="Codec.ReadingCodec.Encode"/> never makes that many of 4,096
    /// readings.</summary>
    public const int MostPayloadBytes = 8 * 1_024 * 1_024;

    /// <summary>No header is longer.</summary>
    public const int MostHeaderBytes = 4_096;

    private const byte Version = 1;
    private const int FixedBytes = 50;

    /// <summary>How every frame begins. Its first byte begins no UTF-8 text.</summary>
    public static ReadOnlySpan<byte> Magic => [0xF8, (byte)'P', (byte)'h', (byte)'B'];

    /// <summary>Whether a frame begins here that a newer program wrote.</summary>
    /// <param name="bytes">The file's first bytes.</param>
    public static bool IsNewer(ReadOnlySpan<byte> bytes) => bytes.Length > 4 && bytes.StartsWith(Magic) && bytes[4] > Version;

    /// <summary>Writes a frame.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="payload">Its content; empty for a tombstone.</param>
    /// <param name="to">Where to.</param>
    /// <exception cref="ArgumentException">The content or the names are too long.</exception>
    public static void Write(BlockHeader header, ReadOnlySpan<byte> payload, IBufferWriter<byte> to)
    {
        int deviceBytes = Encoding.UTF8.GetByteCount(header.Device);
        int headerBytes = FixedBytes + deviceBytes + Encoding.UTF8.GetByteCount(header.Metric) + sizeof(uint);
        if (payload.Length > MostPayloadBytes || headerBytes > MostHeaderBytes)
        {
            throw new ArgumentException($"A block of {payload.Length} bytes with a header of {headerBytes} is too long.", nameof(payload));
        }

        Span<byte> head = to.GetSpan(headerBytes)[..headerBytes];
        Magic.CopyTo(head);
        head[4] = Version;
        head[5] = (byte)header.Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], (ushort)headerBytes);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], payload.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], header.Count);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], header.SeriesId);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], header.From);
        BinaryPrimitives.WriteInt64LittleEndian(head[32..], header.To);
        BinaryPrimitives.WriteInt64LittleEndian(head[40..], header.Generation);
        BinaryPrimitives.WriteUInt16LittleEndian(head[48..], (ushort)deviceBytes);
        Encoding.UTF8.GetBytes(header.Device, head[FixedBytes..]);
        Encoding.UTF8.GetBytes(header.Metric, head[(FixedBytes + deviceBytes)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(head[^sizeof(uint)..], Crc32C.Of(head[..^sizeof(uint)]));
        to.Advance(headerBytes);
        to.Write(payload);
        BinaryPrimitives.WriteUInt32LittleEndian(to.GetSpan(sizeof(uint)), Crc32C.Of(payload));
        to.Advance(sizeof(uint));
    }

    /// <summary>Reads a frame's header.</summary>
    /// <param name="bytes">What begins with the frame; the content need not be there.</param>
    /// <param name="header">The header.</param>
    /// <param name="shape">How long it is.</param>
    /// <returns>Whether a frame begins here whose header is whole.</returns>
    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out BlockHeader? header, out FrameShape shape)
    {
        (header, shape) = (null, default);
        if (bytes.Length < FixedBytes + sizeof(uint) || !bytes.StartsWith(Magic) || bytes[4] != Version)
        {
            return false;
        }

        int headerBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        int payloadBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        int deviceBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[48..]);
        if (headerBytes > Math.Min(bytes.Length, MostHeaderBytes) || headerBytes < FixedBytes + deviceBytes + sizeof(uint)
            || payloadBytes is < 0 or > MostPayloadBytes || bytes[5] > (byte)BlockKind.Tombstone)
        {
            return false;
        }

        ReadOnlySpan<byte> head = bytes[..(headerBytes - sizeof(uint))];
        if (Crc32C.Of(head) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[head.Length..]))
        {
            return false;
        }

        shape = new FrameShape(headerBytes, payloadBytes);
        header = new BlockHeader
        {
            Kind = (BlockKind)head[5],
            Count = BinaryPrimitives.ReadInt32LittleEndian(head[12..]),
            SeriesId = BinaryPrimitives.ReadInt64LittleEndian(head[16..]),
            From = BinaryPrimitives.ReadInt64LittleEndian(head[24..]),
            To = BinaryPrimitives.ReadInt64LittleEndian(head[32..]),
            Generation = BinaryPrimitives.ReadInt64LittleEndian(head[40..]),
            Device = Encoding.UTF8.GetString(head.Slice(FixedBytes, deviceBytes)),
            Metric = Encoding.UTF8.GetString(head[(FixedBytes + deviceBytes)..]),
        };
        return true;
    }

    /// <summary>Gets a frame's content.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <param name="shape">How long its parts are.</param>
    /// <param name="payload">The content.</param>
    /// <returns>Whether the content is there and whole.</returns>
    public static bool TryGetPayload(ReadOnlySpan<byte> frame, FrameShape shape, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (frame.Length < shape.FrameBytes)
        {
            return false;
        }

        payload = frame.Slice(shape.HeaderBytes, shape.PayloadBytes);
        return Crc32C.Of(payload) == BinaryPrimitives.ReadUInt32LittleEndian(frame[(shape.HeaderBytes + shape.PayloadBytes)..]);
    }
}
