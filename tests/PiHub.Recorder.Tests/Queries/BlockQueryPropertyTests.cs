using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Queries;
using PiHub.Recorder.Tests.Blocks;
using PiHub.Recorder.Tests.Rollups;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Queries;

/// <summary>Whatever is in blocks, in memory or in rollups, settled, stale or late: answers are those that all raw readings give.</summary>
public sealed class BlockQueryPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 27, 5, 0, 0, TimeSpan.Zero);
    private static readonly long First = Start.ToUnixTimeMilliseconds();

    private enum Act
    {
        Next,
        Late,
        Text,
        Reset,
        Flush,
        Step,
        Run,
        Restart,
    }

    [Fact]
    public void Answers_AtAnyTime_AreThoseOfAllReadings() => Prop
        .ForAll(
            Arb.From(
                from kind in Gen.Elements(Enum.GetValues<MetricKind>())
                from acts in Gen.ArrayOf(
                    from act in Gen.Frequency((3, Gen.Constant(Act.Next)), (2, Gen.Elements(Enum.GetValues<Act>())))
                    from amount in Gen.Choose(0, 1_000_000)
                    select (act, amount))
                select (kind, acts)),
            input => CheckAsync(input.kind, input.acts))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(30).WithEndSize(120));

    private static async Task<bool> CheckAsync(MetricKind kind, (Act Act, int Amount)[] acts)
    {
        var rig = new BlockRig();
        await rig.StartAsync();
        await using var bench = new RollupBench("Europe/Bucharest", Start, blocks: rig);
        bench.Kinds.Kind = kind;
        (long last, double counter) = (First, 5);
        bench.Add(last, counter);
        foreach ((Act act, int amount) in acts)
        {
            counter = act == Act.Reset ? 0 : counter + (amount % 3);
            switch (act)
            {
                case Act.Next or Act.Text or Act.Reset:
                    bench.Add(last += 1 + (amount * 9L), act == Act.Text ? "text" : counter);
                    break;
                case Act.Late:
                    bench.Add(First + (amount * 997L % (last - First + 1)), counter);
                    break;
                case Act.Flush:
                    await bench.FlushAsync();
                    break;
                case Act.Restart:
                    await bench.RestartAsync("Europe/Bucharest");
                    break;
                default:
                    await RollUpAsync(bench, act == Act.Run, last);
                    break;
            }
        }

        await CompareAsync(bench, rig, First, last);
        return true;
    }

    private static async Task RollUpAsync(RollupBench bench, bool isAll, long last)
    {
        TimeSpan ahead = DateTimeOffset.FromUnixTimeMilliseconds(last) + TimeSpan.FromMinutes(20) - bench.Time.GetUtcNow();
        bench.Time.Advance(ahead > TimeSpan.Zero ? ahead : TimeSpan.FromMinutes(1));
        if (isAll)
        {
            await bench.FlushAsync();
            await bench.RunAsync();
        }
        else
        {
            await bench.Worker.RunOnceAsync(default);
        }
    }

    private static async Task CompareAsync(RollupBench bench, BlockRig rig, long first, long last)
    {
        await using var actual = new ReadingQueries(bench.Store, bench.Kinds, bench.Calendar, concurrency: 2);
        await using var expected = new ReadingQueries(rig.Model, bench.Kinds, bench.Calendar, concurrency: 2);
        long middle = first + ((last - first) / 3);
        foreach ((long from, long to) in new[] { (first - 5_000, last + 5_000), (middle, last + 1), (middle - 1_234_567, middle + 7_654_321) })
        {
            ReadingQuery query = StoreFolder.Query(from, to, RollupBench.Metric, RollupBench.Device);
            foreach (ReadingLevel level in Enum.GetValues<ReadingLevel>())
            {
                Same(await expected.QueryAsync(query with { Level = level }, default), await actual.QueryAsync(query with { Level = level }, default));
            }

            foreach (int points in new[] { 2, 7, 400 })
            {
                Same(await expected.QueryAsync(query with { Points = points }, default), await actual.QueryAsync(query with { Points = points }, default));
                Same(
                    (await expected.QueryAlignedAsync([query with { Points = points }], default))[0],
                    (await actual.QueryAlignedAsync([query with { Points = points }], default))[0]);
            }

            Same(await expected.IntegrateAsync(query, default), await actual.IntegrateAsync(query, default));
            ReadingStatistics one = await expected.StatisticsAsync(query, default);
            ReadingStatistics other = await actual.StatisticsAsync(query, default);
            Assert.Equal(one with { Integral = other.Integral }, other);
            Same(one.Integral, other.Integral);
        }
    }

    private static void Same(ReadingSeries expected, ReadingSeries actual)
    {
        Assert.Equal((expected.Level, expected.BucketWidth, expected.Next), (actual.Level, actual.BucketWidth, actual.Next));
        Assert.Equal(expected.Points, actual.Points);
        Assert.Equal(expected.Buckets, actual.Buckets);
        Assert.Equal(expected.Gaps, actual.Gaps);
    }

    private static void Same(ReadingIntegral expected, ReadingIntegral actual)
    {
        Assert.Equal(expected.UnitHours, actual.UnitHours, 6);
        Assert.Equal(expected.Covered, actual.Covered);
        Assert.Equal(expected.Gaps, actual.Gaps);
    }
}
