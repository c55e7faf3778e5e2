using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>Rollups: stored as they were written, refused when they are out of date, stale where late readings came.</summary>
/// <param name="storage">Where the engine keeps its things.</param>
public abstract class EngineConformanceRollups(IEngineStorage storage) : EngineConformance(storage)
{
    private static readonly RollupBucket Odd =
        new(Day, long.MaxValue, -0.0, double.Epsilon, double.PositiveInfinity, double.MinValue, double.MaxValue, 1e-300);

    [Fact]
    public async Task State_NothingWritten_SaysSo()
    {
        Put(Day, 1);
        await SettleAsync();

        RollupState state = await StateAsync();

        Assert.Equal((long.MinValue, long.MinValue, long.MinValue), (state.MinutesUntil, state.HoursUntil, state.DaysUntil));
        Assert.Equal(long.MinValue, state.RawFrom);
        Assert.True(state.SettledUntil > Day);
        Assert.Empty(state.Stale);
        Assert.Empty(state.Late);
        Assert.Empty(await RollupsAsync(ReadingLevel.Minute));
    }

    [Fact]
    public async Task Write_Buckets_ComeBackWithTheirBits()
    {
        Put(Day, 1);
        await SettleAsync();

        await WriteAsync(
            new RollupPart(ReadingLevel.Minute, [new(Day, Day + Minute)], [Odd], Day + Minute),
            new RollupPart(ReadingLevel.Hour, [new(Day, Day + Hour)], [Odd with { Count = 1 }], Day + Hour),
            new RollupPart(ReadingLevel.Day, [new(Day, Day + (24 * Hour))], [Odd with { Count = 2 }], Day + (24 * Hour)));

        for (int round = 0; round < 2; round++)
        {
            Assert.Equal([Odd], await RollupsAsync(ReadingLevel.Minute));
            Assert.True(double.IsNegative((await RollupsAsync(ReadingLevel.Minute))[0].Minimum));
            Assert.Equal([Odd with { Count = 1 }], await RollupsAsync(ReadingLevel.Hour));
            Assert.Equal([Odd with { Count = 2 }], await RollupsAsync(ReadingLevel.Day));
            RollupState state = await StateAsync();
            Assert.Equal(
                (Day + Minute, Day + Hour, Day + (24 * Hour)), (state.MinutesUntil, state.HoursUntil, state.DaysUntil));
            await ReopenAsync();
        }
    }

    [Fact]
    public async Task Write_ReplacedRange_OldBucketsThereGoOthersStay()
    {
        Put(Day + (10 * Minute), 1);
        await SettleAsync();
        await WriteAsync(MinutesFrom(0, 10, 1));

        // A bucket at the end of a replaced range stays; one that is not written anew goes.
        await WriteAsync(new RollupPart(
            ReadingLevel.Minute, [new(At(2), At(4)), new(At(7), At(8))], [RollupBucket.Of(At(3), 2), RollupBucket.Of(At(7), 2)], At(10)));

        RollupBucket[] expected = [.. new[] { 0, 1, 3, 4, 5, 6, 7, 8, 9 }.Select(step => RollupBucket.Of(At(step), step is 3 or 7 ? 2 : 1))];
        Assert.Equal(expected, await RollupsAsync(ReadingLevel.Minute));
        await ReopenAsync();
        Assert.Equal(expected, await RollupsAsync(ReadingLevel.Minute));
        Assert.Empty(await RollupsAsync(ReadingLevel.Hour));
    }

    [Fact]
    public async Task Write_UntilWithoutBuckets_MovesOn()
    {
        Put(Day, 1);
        await SettleAsync();

        await WriteAsync(new RollupPart(ReadingLevel.Hour, [new(Day, Day + Hour)], [], Day + Hour));

        Assert.Equal(Day + Hour, (await StateAsync()).HoursUntil);
        Assert.Equal(long.MinValue, (await StateAsync()).MinutesUntil);
    }

    [Fact]
    public async Task ReadRollups_Range_ByWhereBucketsBegin()
    {
        Put(Day + (10 * Minute), 1);
        await SettleAsync();
        await WriteAsync(MinutesFrom(0, 10, 1));

        Assert.Equal(
            [At(2), At(3)],
            (await RollupsAsync(ReadingLevel.Minute, new TimeRange(At(2), At(4)))).Select(bucket => bucket.StartMilliseconds));
        Assert.Equal([At(2)], (await RollupsAsync(ReadingLevel.Minute, new(At(1) + 1, At(2) + 1))).Select(bucket => bucket.StartMilliseconds));
        Assert.Empty(await RollupsAsync(ReadingLevel.Minute, new TimeRange(At(10), long.MaxValue)));
    }

    [Fact]
    public async Task ReadRollups_ManyBuckets_AscendAndAreWhole()
    {
        const int Count = 6_000;
        Put(Day, 1);
        await SettleAsync();
        await WriteAsync(MinutesFrom(0, Count, 3));

        Assert.Equal(
            Enumerable.Range(0, Count).Select(step => At(step)),
            (await RollupsAsync(ReadingLevel.Minute)).Select(bucket => bucket.StartMilliseconds));
    }

    [Fact]
    public async Task Write_ReadingsCameSince_Refused()
    {
        Put(Day, 1);
        Put(Day + Hour, 1);
        await SettleAsync();
        RollupState state = await StateAsync();
        Put(Day + 1, 2);
        await SettleAsync();

        Assert.False(await Engine.WriteRollupsAsync(
            new RollupWrite { Series = Series(), Version = state.Version, Parts = [MinutesFrom(0, 1, 1)] }, CancellationToken.None));

        Assert.Empty(await RollupsAsync(ReadingLevel.Minute));
        Assert.Equal(long.MinValue, (await StateAsync()).MinutesUntil);
        Assert.NotEqual(state.Version, (await StateAsync()).Version);
        await WriteAsync(MinutesFrom(0, 1, 1));
    }

    [Fact]
    public async Task Write_ReadingsOfAnotherSeriesCameSince_Written()
    {
        Put(Day, 1);
        await SettleAsync();
        RollupState state = await StateAsync();
        Put(Day, 2, device: Other);
        await SettleAsync();

        Assert.True(await Engine.WriteRollupsAsync(
            new RollupWrite { Series = Series(), Version = state.Version, Parts = [MinutesFrom(0, 1, 1)] }, CancellationToken.None));
    }

    [Fact]
    public async Task Write_DeviceDeletedSince_NotWritten()
    {
        Put(Day, 1);
        await SettleAsync();
        RollupState state = await StateAsync();
        RecordedSeries old = Series();
        Delete(Device);
        Put(Day, 1);
        await SettleAsync();

        Assert.False(await Engine.WriteRollupsAsync(
            new RollupWrite { Series = old, Version = state.Version, Parts = [MinutesFrom(0, 1, 1)] }, CancellationToken.None));
        Assert.Empty(await RollupsAsync(ReadingLevel.Minute));
        Assert.Empty(await RollupsAsync(ReadingLevel.Minute, series: old));
    }

    [Fact]
    public async Task Take_ReadingBehindTheBuckets_NothingStale()
    {
        Put(Day, 1);
        await SettleAsync();
        await WriteAsync(MinutesFrom(0, 1, 1));
        Put(At(1), 1);
        await SettleAsync();

        Assert.Empty((await StateAsync()).Stale);
    }

    [Fact]
    public async Task Take_LateReading_ItsMillisecondIsStaleUntilSettled()
    {
        Put(Day, 1);
        await SettleAsync();
        await WriteAsync(MinutesFrom(0, 10, 1));
        Put(At(3) + 7, 2);
        RollupState early = await StateAsync();
        Assert.Contains(
            early.Late.Concat(early.Stale.Select(stale => stale.Range)), range => range.Contains(At(3) + 7));
        await SettleAsync();
        StaleRange stale = Assert.Single((await StateAsync()).Stale);
        Assert.Equal(new TimeRange(At(3) + 7, At(3) + 8), stale.Range);
        Assert.Empty((await StateAsync()).Late);
        await ReopenAsync();
        Assert.Equal(stale.Range, Assert.Single((await StateAsync()).Stale).Range);

        RollupState state = await StateAsync();
        Assert.True(await Engine.WriteRollupsAsync(
            new RollupWrite
            {
                Series = Series(), Version = state.Version, Settled = [state.Stale[0].Id],
                Parts = [new RollupPart(ReadingLevel.Minute, [new(At(3), At(4))], [RollupBucket.Of(At(3), 2)], At(10))],
            },
            CancellationToken.None));

        Assert.Empty((await StateAsync()).Stale);
        await ReopenAsync();
        Assert.Empty((await StateAsync()).Stale);
        Assert.Equal(RollupBucket.Of(At(3), 2), (await RollupsAsync(ReadingLevel.Minute))[3]);
    }

    [Fact]
    public async Task Take_LateReadingsFarApart_EachIsCoveredAndOthersAreNot()
    {
        Put(Day, 1);
        await SettleAsync();
        await WriteAsync(new RollupPart(ReadingLevel.Minute, [], [], Day + (100 * 24 * Hour)));
        long[] late = [Day + 1, Day + (50 * 24 * Hour), Day + (99 * 24 * Hour)];
        foreach (long time in late)
        {
            Put(time, 2);
        }

        await SettleAsync();
        IReadOnlyList<StaleRange> stale = (await StateAsync()).Stale;
        Assert.All(late, time => Assert.Contains(stale, one => one.Range.Contains(time)));
        Assert.DoesNotContain(stale, one => one.Range.Contains(Day + (25 * 24 * Hour)));
        Assert.Equal(stale.Count, stale.Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public async Task Take_LateReadingInAStaleStretch_GetsAnotherNumber()
    {
        Put(Day, 1);
        await SettleAsync();
        await WriteAsync(MinutesFrom(0, 10, 1));
        Put(At(3), 2);
        await SettleAsync();
        long[] known = [.. (await StateAsync()).Stale.Select(stale => stale.Id)];
        Put(At(3), 3);
        await SettleAsync();

        Assert.Contains((await StateAsync()).Stale, stale => !known.Contains(stale.Id) && stale.Range.Contains(At(3)));
    }

    [Fact]
    public async Task SetClock_ReadingsMoveAcrossBuckets_BothStretchesAreStale()
    {
        long from = Put(At(2), 1, ReadingQuality.TimeEstimated);
        await SettleAsync();
        await WriteAsync(MinutesFrom(0, 10, 1));
        RollupState before = await StateAsync();
        SetClock(from, TimeSpan.FromMinutes(5));
        await SettleAsync();

        RollupState state = await StateAsync();
        Assert.NotEqual(before.Version, state.Version);
        Assert.Contains(state.Stale, stale => stale.Range.Contains(At(2)));
        Assert.Contains(state.Stale, stale => stale.Range.Contains(At(7)));
    }

    [Fact]
    public async Task State_UnknownSeries_HasNothing()
    {
        var unknown = new RecordedSeries(987_654, "nobody", "nothing");

        RollupState state = await StateAsync(unknown);

        Assert.Equal(long.MinValue, state.MinutesUntil);
        Assert.Empty(state.Stale);
        Assert.Empty(await RollupsAsync(ReadingLevel.Day, series: unknown));
    }

    private static long At(int minutes) => Day + (minutes * Minute);

    private static RollupPart MinutesFrom(int first, int count, double value) => new(
        ReadingLevel.Minute, [new(At(first), At(first + count))],
        [.. Enumerable.Range(first, count).Select(step => RollupBucket.Of(At(step), value))], At(first + count));
}
