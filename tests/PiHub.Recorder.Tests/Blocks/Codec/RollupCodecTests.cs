using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Blocks.Codec;
using PiHub.Recorder.Rollups;

namespace PiHub.Recorder.Tests.Blocks.Codec;

public class RollupCodecTests
{
    [Fact]
    public void Decode_AnyBuckets_AreTheSameBitForBit() => Prop.ForAll(RunMaker.Seeds, seed =>
    {
        RollupBucket[] buckets = RunMaker.Buckets(seed);
        RollupBucket[] decoded = RollupCodec.Decode(Encoded(buckets), buckets.Length);

        Assert.Equal(buckets.Select(Bits), decoded.Select(Bits));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Decode_DamagedBytes_EndsWell() => Prop.ForAll(RunMaker.Seeds, seed =>
    {
        var random = new Random(seed);
        RollupBucket[] buckets = RunMaker.Buckets(seed);
        byte[] damaged = Damaging.Damage(Encoded(buckets), random);
        int count = random.Next(4) == 0 ? random.Next() : buckets.Length;
        return Damaging.EndsWell(() => RollupCodec.Decode(damaged, count));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static (long, long, long, long, long, long, long, long) Bits(RollupBucket bucket) => (
        bucket.StartMilliseconds, bucket.Count, Bits(bucket.Minimum), Bits(bucket.Maximum), Bits(bucket.Sum), Bits(bucket.First),
        Bits(bucket.Last), Bits(bucket.Resets));

    private static long Bits(double number) => BitConverter.DoubleToInt64Bits(number);

    private static byte[] Encoded(RollupBucket[] buckets)
    {
        var bytes = new ArrayBufferWriter<byte>();
        RollupCodec.Encode(buckets, bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
