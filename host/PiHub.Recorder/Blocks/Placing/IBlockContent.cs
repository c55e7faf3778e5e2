using System.Buffers;

namespace PiHub.Recorder.Blocks.Placing;

/// <summary>What is in blocks of one sort, ascending in time.</summary>
/// <typeparam name="TSelf">The sort.</typeparam>
internal interface IBlockContent<TSelf>
    where TSelf : struct, IBlockContent<TSelf>
{
    int Count { get; }

    /// <summary>Whether it is small enough for one block, besides its count.</summary>
    bool Fits { get; }

    long TimeAt(int index);

    /// <summary>The index of the first at or after a time; <see cref="Count"/> when there is none.</summary>
    int LowerBound(long time);

    TSelf Slice(int start, int count);

    /// <summary>This and what is older; at the same place this wins.</summary>
    TSelf Over(TSelf older);

    void Encode(IBufferWriter<byte> to);

    /// <summary>Reads a block's content.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    static abstract TSelf Decode(BlockHeader header, ReadOnlySpan<byte> payload);

    /// <summary>How many a block may hold.</summary>
    static abstract int MostOf(BlockKind kind);
}
