using FsCheck;
using FsCheck.Fluent;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;
using static PiHub.Recorder.Tests.Queries.QueryWorld;

namespace PiHub.Recorder.Tests.Queries;

/// <summary>Whatever is stored, missing or stale: the answer is that of all raw readings.</summary>
public sealed class BucketSourceTests
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"];

    [Fact]
    public void ReadAsync_AnyRollupState_EqualsTheFoldOfAllRaw() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        CompareAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Theory]
    [InlineData(ReadingLevel.Minute)]
    [InlineData(ReadingLevel.Hour)]
    [InlineData(ReadingLevel.Day)]
    public async Task QueryAsync_RawAndFinerLevelsDropped_StoredBucketsAnswer(ReadingLevel level)
    {
        await using var world = new QueryWorld();
        world.Add(Start, 1.0);
        world.Add(Start + (36 * Hour), 2.0);
        world.Add(Start + (60 * Hour), 3.0);
        await world.RollUpAsync(Start + (2 * Day), Start + (2 * Day), Start + (2 * Day));
        for (ReadingLevel finer = ReadingLevel.Raw; finer < level; finer++)
        {
            await world.Engine.DropAsync(world.Series, finer, Start + (2 * Day), None);
        }

        ReadingSeries whole = await world.AskAsync(Start, Start + (3 * Day), query => query with { Level = level });
        Assert.Equal([1.0, 2.0, 3.0], whole.Buckets.Select(bucket => bucket.Mean));

        // Each counts to the range in which it begins.
        ReadingSeries one = await world.AskAsync(Start + 1, Start + (36 * Hour) + 1, query => query with { Level = level });
        ReadingSeries other = await world.AskAsync(Start + (36 * Hour) + 1, Start + (3 * Day), query => query with { Level = level });
        Assert.Equal([2.0], one.Buckets.Select(bucket => bucket.Mean));
        Assert.Equal([3.0], other.Buckets.Select(bucket => bucket.Mean));
    }

    [Fact]
    public async Task QueryAsync_LateReadingWhereRawIsGone_KeepsTheStoredBucket()
    {
        await using var world = new QueryWorld();
        world.Add(Start, 1.0);
        world.Add(Start + Hour, 2.0);
        await world.RollUpAsync(Start + Hour, Start + Hour, Start);
        await world.Engine.DropAsync(world.Series, ReadingLevel.Raw, Start + Hour, None);
        world.Add(Start + 1, 9.0);
        ReadingSeries minutes = await world.AskAsync(Start, Start + (2 * Hour), query => query with { Level = ReadingLevel.Minute });
        Assert.Equal([1.0, 2.0], minutes.Buckets.Select(bucket => bucket.Mean));
    }

    private static async Task CompareAsync(int seed)
    {
        var random = new Random(seed);
        var kind = (MetricKind)random.Next(3);
        await using var world = new QueryWorld(kind, TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]));

        // Around the two days on which Berlin's clocks are set in 2026, or any other.
        long start = new[] { 1_774_700_000_000, 1_792_800_000_000, Start }[random.Next(3)];
        long length = random.NextInt64(Hour, 8 * Day);
        var all = new SortedDictionary<long, double>();
        Fill(world, all, random, start, length, random.Next(1, 300));
        if (random.Next(5) > 0)
        {
            long[] until = [.. Enumerable.Range(0, 3).Select(_ => start + random.NextInt64(-Hour, length)).OrderDescending()];
            await world.RollUpAsync(until[0], until[1], until[2]);
            Fill(world, all, random, start, length, random.Next(40));
        }

        long from = start + random.NextInt64(-Hour, length);
        long to = from + random.NextInt64(1, length);
        var level = (ReadingLevel)random.Next(1, 4);
        ReadingSeries answer = await world.AskAsync(from, to, query => query with { Level = level, Limit = 100_000 });
        Assert.Equal(Expected(world, all, (from, to), level, kind), answer.Buckets);
    }

    private static void Fill(QueryWorld world, SortedDictionary<long, double> all, Random random, long start, long length, int count)
    {
        for (int i = 0; i < count; i++)
        {
            // Quarters, so that sums are exact in any order.
            KeyValuePair<long, double> reading = new(start + random.NextInt64(length), random.Next(1000) / 4.0);
            all[reading.Key] = reading.Value;
            world.Add([reading]);
        }
    }

    // By the plainest means: one reading after the other.
    private static List<ReadingBucket> Expected(
        QueryWorld world, SortedDictionary<long, double> all, (long From, long To) range, ReadingLevel level, MetricKind kind)
    {
        List<ReadingBucket> buckets = [];
        double? last = null;
        foreach ((long time, double value) in all)
        {
            double step = last is not { } before ? 0 : kind == MetricKind.TotalIncreasing && value < before ? value : value - before;
            last = value;
            if (time < range.From || time >= range.To)
            {
                continue;
            }

            DateTimeOffset start = DateTimeOffset.FromUnixTimeMilliseconds(world.Calendar.Start(level, time));
            if (buckets is not [.., var open] || open.Time != start)
            {
                buckets.Add(open = new ReadingBucket
                {
                    Time = start, Count = 0, Minimum = value, Maximum = value, Mean = 0, First = value, Last = value,
                    Increase = kind == MetricKind.Measurement ? null : 0,
                });
            }

            buckets[^1] = open with
            {
                Count = open.Count + 1,
                Minimum = Math.Min(open.Minimum, value),
                Maximum = Math.Max(open.Maximum, value),
                Mean = ((open.Mean * open.Count) + value) / (open.Count + 1),
                Last = value,
                Increase = open.Increase + step,
            };
        }

        // The mean of quarters, without the errors of a running one.
        return [.. buckets.Select(bucket => bucket with { Mean = Exact(all, world, range, level, bucket) })];
    }

    private static double Exact(
        SortedDictionary<long, double> all, QueryWorld world, (long From, long To) range, ReadingLevel level, ReadingBucket bucket) => all
        .Where(reading => reading.Key >= range.From && reading.Key < range.To
            && world.Calendar.Start(level, reading.Key) == bucket.Time.ToUnixTimeMilliseconds())
        .Sum(reading => reading.Value) / bucket.Count;
}
