using System.Buffers;
using PiHub.Recorder.Blocks.Codec;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Placing;

/// <summary>Readings in blocks.</summary>
internal readonly record struct ReadingContent(ReadingRun Run) : IBlockContent<ReadingContent>
{
    private const int MostReadings = 4_096;

    public int Count => Run?.Count ?? 0;

    public bool Fits => true;

    public static int MostOf(BlockKind kind) => MostReadings;

    public static ReadingContent Decode(BlockHeader header, ReadOnlySpan<byte> payload) =>
        new(ReadingCodec.Decode(payload, header.Count));

    public long TimeAt(int index) => Run.Times[index];

    public int LowerBound(long time) => Run.LowerBound(time);

    public ReadingContent Slice(int start, int count) => new(Run.Slice(start, count));

    public ReadingContent Over(ReadingContent older) => older.Count == 0 ? this : new(ReadingRun.Merge(older.Run, Run));

    public void Encode(IBufferWriter<byte> to) => ReadingCodec.Encode(Run, to);
}
