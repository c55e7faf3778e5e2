using System.Buffers;
using PiHub.Recorder.Rollups;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>The content of a block of rollups: a column each of starts, counts and numbers.</summary>
internal static class RollupCodec
{
    /// <summary>The most buckets in a block: bounds what damaged bytes can make a reader allocate.</summary>
    public const int MostBuckets = 65_536;

    /// <summary>Writes a block's content.</summary>
    /// <param name="buckets">1 to <see cref="MostBuckets"/> buckets, ascending.</param>
    /// <param name="to">Where to.</param>
    public static void Encode(IReadOnlyList<RollupBucket> buckets, IBufferWriter<byte> to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets.Count, MostBuckets, nameof(buckets));
        ArgumentOutOfRangeException.ThrowIfZero(buckets.Count, nameof(buckets));
        RollupColumns columns = new(buckets);
        IntegerColumn.Write(columns.Starts, to);
        IntegerColumn.Write(columns.Counts, to);
        RollupNumbers.Write(columns, to);
        NumberColumn.Write(columns.Resets, to);
    }

    /// <summary>Reads a block's content.</summary>
    /// <param name="bytes">What was written, no more and no less.</param>
    /// <param name="count">How many buckets there are, as the block's header says.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RollupBucket[] Decode(ReadOnlySpan<byte> bytes, int count)
    {
        if (count is < 1 or > MostBuckets)
        {
            throw ByteReader.Damaged();
        }

        var reader = new ByteReader(bytes);
        RollupColumns columns = new(count);
        IntegerColumn.Read(ref reader, columns.Starts);
        IntegerColumn.Read(ref reader, columns.Counts);
        RollupNumbers.Read(ref reader, columns);
        NumberColumn.Read(ref reader, columns.Resets);
        reader.End();
        return columns.ToBuckets();
    }
}
