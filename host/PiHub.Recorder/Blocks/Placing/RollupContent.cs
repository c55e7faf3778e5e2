using System.Buffers;
using PiHub.Recorder.Blocks.Codec;
using PiHub.Recorder.Rollups;

namespace PiHub.Recorder.Blocks.Placing;

/// <summary>Buckets of one level in blocks.</summary>
internal readonly record struct RollupContent(ArraySegment<RollupBucket> Buckets) : IBlockContent<RollupContent>
{
    private const int DayOfMinutes = 1_440;
    private const int MonthOfHours = 744;
    private const int YearOfDays = 366;

    public int Count => Buckets.Count;

    public bool Fits => true;

    public static int MostOf(BlockKind kind) => kind switch
    {
        BlockKind.Minute => DayOfMinutes,
        BlockKind.Hour => MonthOfHours,
        _ => YearOfDays,
    };

    public static RollupContent Decode(BlockHeader header, ReadOnlySpan<byte> payload) =>
        new(RollupCodec.Decode(payload, header.Count));

    public long TimeAt(int index) => Buckets[index].StartMilliseconds;

    public int LowerBound(long time)
    {
        (int low, int high) = (0, Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = TimeAt(middle) < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public RollupContent Slice(int start, int count) => new(Buckets.Slice(start, count));

    public RollupContent Over(RollupContent older)
    {
        var merged = new List<RollupBucket>(Count + older.Count);
        (int left, int right) = (0, 0);
        while (left < older.Count || right < Count)
        {
            if (right == Count || (left < older.Count && older.TimeAt(left) < TimeAt(right)))
            {
                merged.Add(older.Buckets[left++]);
            }
            else
            {
                left += left < older.Count && older.TimeAt(left) == TimeAt(right) ? 1 : 0;
                merged.Add(Buckets[right++]);
            }
        }

        return new(merged.ToArray());
    }

    public void Encode(IBufferWriter<byte> to) => RollupCodec.Encode(Buckets, to);
}
