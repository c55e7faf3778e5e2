using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Blocks.Codec;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Tests.Blocks.Codec;

public class ReadingCodecTests
{
    [Fact]
    public void Decode_AnyReadings_AreTheSameBitForBit() => Prop.ForAll(RunMaker.Seeds, seed =>
    {
        ReadingRun run = RunMaker.Run(seed);
        AssertSame(run, ReadingCodec.Decode(Encoded(run), run.Count));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    [Fact]
    public void Decode_PartOfARun_IsThatPart()
    {
        ReadingRun part = RunMaker.Run(7).Slice(0, 1);
        AssertSame(part, ReadingCodec.Decode(Encoded(part), 1));
    }

    [Fact]
    public void Decode_DamagedBytes_EndsWell() => Prop.ForAll(RunMaker.Seeds, seed =>
    {
        var random = new Random(seed);
        ReadingRun run = RunMaker.Run(seed);
        byte[] damaged = Damaging.Damage(Encoded(run), random);
        int count = random.Next(4) == 0 ? random.Next() : run.Count;
        return Damaging.EndsWell(() => ReadingCodec.Decode(damaged, count));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Decode_NoiseInsteadOfABlock_EndsWell() => Prop.ForAll(RunMaker.Seeds, seed =>
    {
        var random = new Random(seed);
        byte[] noise = new byte[random.Next(200)];
        random.NextBytes(noise);
        return Damaging.EndsWell(() => ReadingCodec.Decode(noise, random.Next(1, ReadingCodec.MostReadings)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Encode_EverySecondTheSame_TakesAlmostNothing()
    {
        long[] times = [.. Enumerable.Range(0, 4_096).Select(index => 1_767_225_600_000 + (index * 1_000L))];
        double[] numbers = [.. Enumerable.Repeat(230.1, 4_096)];

        Assert.InRange(Encoded(new ReadingRun(times, numbers, null, null)).Length, 1, 24);
    }

    [Fact]
    public void Encode_MeterWithThreeDecimals_TakesLessThanTwoBytesAReading()
    {
        var random = new Random(3);
        long[] times = [.. Enumerable.Range(0, 4_096).Select(index => 1_767_225_600_000 + (index * 1_000L) + random.Next(8))];
        double[] volts = [.. times.Select(_ => Math.Round(230 + ((random.NextDouble() + random.NextDouble() - 1) * 0.5), 3))];

        Assert.InRange(Encoded(new ReadingRun(times, volts, null, null)).Length, 1, 2 * 4_096);
    }

    [Fact]
    public void Encode_FewStepsTimesAFactor_TakesNoMoreThanTheSteps()
    {
        var random = new Random(4);
        long[] times = [.. Enumerable.Range(0, 4_096).Select(index => 1_767_225_600_000 + (index * 1_000L))];
        double[] degrees = [.. times.Select(_ => (2_000 + random.Next(64)) * 0.010_681_152_343)];

        Assert.InRange(Encoded(new ReadingRun(times, degrees, null, null)).Length, 1, 4_096);
    }

    internal static void AssertSame(ReadingRun expected, ReadingRun actual)
    {
        Assert.Equal(expected.Times, actual.Times);
        Assert.Equal(expected.Count, actual.Count);
        for (int index = 0; index < expected.Count; index++)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Numbers[index]), BitConverter.DoubleToInt64Bits(actual.Numbers[index]));
            Assert.Equal(expected.FlagsAt(index), actual.FlagsAt(index));
            Assert.Equal(expected.TextAt(index), actual.TextAt(index));
        }
    }

    private static byte[] Encoded(ReadingRun run)
    {
        var bytes = new ArrayBufferWriter<byte>();
        ReadingCodec.Encode(run, bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
