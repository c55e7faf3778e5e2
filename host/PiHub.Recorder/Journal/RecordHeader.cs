using System.Buffers.Binary;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Journal;

/// <summary>What stands in front of each record's payload, with a checksum of its own, so that a damaged payload can be stepped over and
/// named.</summary>
/// <remarks>Little-endian: magic 4 bytes, version 1, kind 1, zero 2, payload length 4, payload checksum 4, first number 8, samples before
/// 8, committed 8, salt 8, entries 4, samples 4, checksum of all that 4.</remarks>
internal readonly record struct RecordHeader
{
    /// <summary>Its length on disk.</summary>
    public const int Bytes = 60;

    /// <summary>What this program writes.</summary>
    public const byte CurrentVersion = 1;

    /// <summary>More is no payload but damage.</summary>
    public const int MaximumPayloadBytes = 32 * 1_024 * 1_024;

    private const int SummedBytes = Bytes - sizeof(uint);

    /// <summary>How each record begins.</summary>
    public static ReadOnlySpan<byte> Magic => [0xF5, (byte)'P', (byte)'H', 0xFA];

    public byte Version { get; private init; }

    public required RecordKind Kind { get; init; }

    public required int PayloadBytes { get; init; }

    public required uint PayloadSum { get; init; }

    /// <summary>The number of its first entry; without entries that of the next one.</summary>
    public required long First { get; init; }

    /// <summary>How many samples were committed before its first entry, ever.</summary>
    public required long SamplesBefore { get; init; }

    /// <summary>When it was committed, ms since 1970 UTC.</summary>
    public required long CommittedMilliseconds { get; init; }

    /// <summary>Drawn for the segment: what looks like a record within somebody's text is none.</summary>
    public required ulong Salt { get; init; }

    /// <summary>How many entries it holds.</summary>
    public required int Entries { get; init; }

    /// <summary>How many of them are samples.</summary>
    public required int Samples { get; init; }

    /// <summary>The number that follows its last entry.</summary>
    public long Next => First + Entries;

    /// <summary>How many samples were committed up to its end, ever.</summary>
    public long SamplesAfter => SamplesBefore + Samples;

    public void Write(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        (bytes[4], bytes[5], bytes[6], bytes[7]) = (CurrentVersion, (byte)Kind, 0, 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], PayloadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], PayloadSum);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], First);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], SamplesBefore);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], CommittedMilliseconds);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[40..], Salt);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[48..], Entries);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[52..], Samples);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SummedBytes..], Crc32C.Of(bytes[..SummedBytes]));
    }

    /// <summary>Reads a header.</summary>
    /// <returns>False when the bytes are none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        header = default;
        if (bytes.Length < Bytes
            || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[SummedBytes..]) != Crc32C.Of(bytes[..SummedBytes]))
        {
            return false;
        }

        header = new RecordHeader
        {
            Version = bytes[4],
            Kind = (RecordKind)bytes[5],
            PayloadBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            PayloadSum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            First = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            SamplesBefore = BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            CommittedMilliseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            Salt = BinaryPrimitives.ReadUInt64LittleEndian(bytes[40..]),
            Entries = BinaryPrimitives.ReadInt32LittleEndian(bytes[48..]),
            Samples = BinaryPrimitives.ReadInt32LittleEndian(bytes[52..]),
        };
        return header.PayloadBytes is >= 0 and <= MaximumPayloadBytes;
    }
}
