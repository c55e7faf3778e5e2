using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Retention;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Tests.Blocks;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Rollups;

/// <summary>Whatever comes in whatever order: the stored buckets are what all readings give.</summary>
public sealed class RollupPropertyTests
{
    // Each begins two days before clocks are changed, where they are.
    private static readonly (string Zone, DateTimeOffset Start)[] Places =
    [
        ("Europe/Bucharest", new(2026, 3, 27, 5, 0, 0, TimeSpan.Zero)),
        ("Europe/Bucharest", new(2026, 10, 23, 5, 0, 0, TimeSpan.Zero)),
        ("America/Sao_Paulo", new(2018, 11, 2, 5, 0, 0, TimeSpan.Zero)),
        ("America/Sao_Paulo", new(2018, 2, 16, 5, 0, 0, TimeSpan.Zero)),
        ("Asia/Kolkata", new(2026, 5, 5, 5, 0, 0, TimeSpan.Zero)),
        ("Australia/Lord_Howe", new(2025, 10, 3, 5, 0, 0, TimeSpan.Zero)),
        ("Australia/Lord_Howe", new(2026, 4, 3, 5, 0, 0, TimeSpan.Zero)),
        ("UTC", new(2026, 1, 1, 5, 0, 0, TimeSpan.Zero)),
    ];

    private enum Act
    {
        Next,
        Late,
        Again,
        Text,
        Reset,
        Wait,
        Step,
        Run,
        Restart,
    }

    [Theory]
    [InlineData(false, 150)]
    [InlineData(true, 25)]
    public void Buckets_AnyReadingsInAnyOrder_AreWhatAllReadingsGive(bool onBlocks, int rounds) => Check(
        rounds,
        from place in Gen.Elements(Places)
        from acts in Acts(Enum.GetValues<Act>())
        select (place, acts),
        input => CheckAllAsync(onBlocks, input.place, input.acts));

    [Theory]
    [InlineData(false, 150)]
    [InlineData(true, 25)]
    public void Buckets_WithRetention_CountEveryReadingOnce(bool onBlocks, int rounds) => Check(
        rounds,
        from place in Gen.Elements(Places)
        from acts in Acts([Act.Next, Act.Late, Act.Wait, Act.Step, Act.Run, Act.Restart])
        select (place, acts),
        input => CheckRetainedAsync(onBlocks, input.place, input.acts));

    private static void Check<T>(int rounds, Gen<T> inputs, Func<T, Task<bool>> property) => Prop
        .ForAll(Arb.From(inputs), input => property(input))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(rounds).WithEndSize(150));

    private static Gen<(Act Act, int Amount)[]> Acts(Act[] acts) => Gen.ArrayOf(
        from act in Gen.Frequency((3, Gen.Elements(Act.Next, Act.Late)), (2, Gen.Elements(acts)))
        from amount in Gen.Choose(0, 1_000_000)
        select (act, amount));

    private static async Task<bool> CheckAllAsync(bool onBlocks, (string Zone, DateTimeOffset Start) place, (Act Act, int Amount)[] acts)
    {
        await using RollupBench bench = await CreateAsync(onBlocks, place, isCounter: true);
        var readings = new SortedList<long, MetricValue> { [place.Start.ToUnixTimeMilliseconds()] = 5 };
        bench.Add(readings.Keys[0], 5);
        double counter = 5;
        foreach ((Act act, int amount) in acts)
        {
            long last = readings.Keys[^1];
            long? time = act switch
            {
                Act.Next or Act.Reset => last + 1 + (amount * 7L),
                Act.Late => last - Math.Min(amount * 300L, last - readings.Keys[0]),
                Act.Again or Act.Text => readings.Keys[amount % readings.Count],
                _ => null,
            };
            counter = act == Act.Reset ? 0 : counter + (amount % 3);
            if (time is { } at)
            {
                readings[at] = act == Act.Text ? "text" : counter;
                bench.Add(at, readings[at]);
            }

            await ActAsync(bench, act, amount, place.Zone);
        }

        await FinishAsync(bench, readings.Keys[^1]);
        foreach (ReadingLevel level in new[] { ReadingLevel.Minute, ReadingLevel.Hour, ReadingLevel.Day })
        {
            long until = await UntilAsync(bench, level);
            Assert.Equal(bench.Folded(readings, level).Where(bucket => bucket.StartMilliseconds < until), await bench.StoredAsync(level));
        }

        await CheckRisesAsync(bench, readings);
        return true;
    }

    private static async Task<bool> CheckRetainedAsync(bool onBlocks, (string Zone, DateTimeOffset Start) place, (Act Act, int Amount)[] acts)
    {
        // Raw for hours, minutes for two days, hours for four, over a week or two.
        var rule = new RetentionRule { Raw = "05:00:00", Minute = "2.00:00:00", Hour = "4.00:00:00" };
        await using RollupBench bench = await CreateAsync(onBlocks, place, isCounter: false);
        var readings = new SortedList<long, MetricValue> { [place.Start.ToUnixTimeMilliseconds()] = 0 };
        bench.Add(readings.Keys[0], 0);
        foreach ((Act act, int amount) in acts)
        {
            long last = readings.Keys[^1];
            long? time = act switch
            {
                Act.Next => last + 1 + (amount * 30L),
                Act.Late => readings.Keys[0] + (amount * 997L % (last - readings.Keys[0] + 1)),
                _ => null,
            };

            // No reading twice: what has been dropped cannot be told from what is new.
            if (time is { } at && readings.TryAdd(at, readings.Count))
            {
                bench.Add(at, readings[at]);
            }

            await ActAsync(bench, act, amount, place.Zone);
            if (act is Act.Run or Act.Step)
            {
                await bench.RetainAsync(rule);
            }
        }

        await FinishAsync(bench, readings.Keys[^1]);
        var kept = new Dictionary<ReadingLevel, long>
        {
            [ReadingLevel.Day] = long.MinValue,
            [ReadingLevel.Hour] = bench.Calendar.End(ReadingLevel.Day, Now(bench) - TimeSpan.FromDays(4).Ticks / TimeSpan.TicksPerMillisecond),
            [ReadingLevel.Minute] = bench.Calendar.End(ReadingLevel.Day, Now(bench) - TimeSpan.FromDays(2).Ticks / TimeSpan.TicksPerMillisecond),
        };
        foreach ((ReadingLevel level, long from) in kept)
        {
            long until = await UntilAsync(bench, level);
            Assert.Equal(
                bench.Folded(readings, level).Where(bucket => bucket.StartMilliseconds >= from && bucket.StartMilliseconds < until).Select(Sums),
                (await bench.StoredAsync(level)).Where(bucket => bucket.StartMilliseconds >= from).Select(Sums));
        }

        return true;
    }

    private static async Task<RollupBench> CreateAsync(bool onBlocks, (string Zone, DateTimeOffset Start) place, bool isCounter)
    {
        if (!onBlocks)
        {
            return new RollupBench(place.Zone, place.Start, isCounter);
        }

        var rig = new BlockRig();
        await rig.StartAsync();
        return new RollupBench(place.Zone, place.Start, isCounter, rig);
    }

    private static (long Start, long Count, double Sum, double Minimum, double Maximum) Sums(RollupBucket bucket) =>
        (bucket.StartMilliseconds, bucket.Count, bucket.Sum, bucket.Minimum, bucket.Maximum);

    private static async Task ActAsync(RollupBench bench, Act act, int amount, string zone)
    {
        switch (act)
        {
            case Act.Wait:
                bench.Time.Advance(TimeSpan.FromMilliseconds(amount * 60L));
                break;
            case Act.Step:
                await (amount % 2 == 0 ? bench.FlushAsync() : Task.CompletedTask);
                await bench.Worker.RunOnceAsync(default);
                break;
            case Act.Run:
                bench.Time.Advance(TimeSpan.FromMinutes(20));
                await bench.FlushAsync();
                await bench.RunAsync();
                break;
            case Act.Restart:
                await bench.RestartAsync(zone);
                break;
        }
    }

    private static async Task FinishAsync(RollupBench bench, long last)
    {
        await bench.FlushAsync();

        // Past the end of the last reading's day, so that it is closed.
        TimeSpan rest = DateTimeOffset.FromUnixTimeMilliseconds(last) + TimeSpan.FromHours(30) - bench.Time.GetUtcNow();
        bench.Time.Advance(rest > TimeSpan.FromMinutes(20) ? rest : TimeSpan.FromMinutes(20));
        await bench.RunAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(20));
        await bench.RunAsync();
        RollupState state = await bench.StateAsync();
        Assert.Empty(state.Stale);
        Assert.True(state.MinutesUntil > last && state.DaysUntil > last);
        Assert.True(state.HoursUntil > last - BucketCalendar.HourMilliseconds);
    }

    /// <summary>What the counter rose, by every level and by the readings themselves.</summary>
    private static async Task CheckRisesAsync(RollupBench bench, SortedList<long, MetricValue> readings)
    {
        long until = await UntilAsync(bench, ReadingLevel.Hour);
        List<double> values = [.. readings.Where(one => one.Key < until && one.Value.Number is not null).Select(one => one.Value.Number ?? 0)];
        double raw = values.Zip(values.Skip(1), RollupBucket.Step).Sum();
        foreach (ReadingLevel level in new[] { ReadingLevel.Minute, ReadingLevel.Hour, ReadingLevel.Day })
        {
            List<RollupBucket> buckets = [.. (await bench.StoredAsync(level)).Where(bucket => bucket.StartMilliseconds < until)];
            if (level == ReadingLevel.Day && await UntilAsync(bench, ReadingLevel.Day) != until)
            {
                continue;
            }

            Assert.Equal(values.Count, buckets.Sum(bucket => bucket.Count));
            Assert.Equal(raw, buckets.Sum(bucket => bucket.Rise)
                + buckets.Zip(buckets.Skip(1), (before, after) => RollupBucket.Step(before.Last, after.First)).Sum());
        }
    }

    private static long Now(RollupBench bench) => bench.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private static async Task<long> UntilAsync(RollupBench bench, ReadingLevel level)
    {
        RollupState state = await bench.StateAsync();
        return level switch
        {
            ReadingLevel.Minute => state.MinutesUntil,
            ReadingLevel.Hour => state.HoursUntil,
            _ => state.DaysUntil,
        };
    }
}
