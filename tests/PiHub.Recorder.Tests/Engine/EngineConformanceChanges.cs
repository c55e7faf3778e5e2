using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>What changes readings after they came: deletion of a device, the clock that was set, retention.</summary>
/// <param name="storage">Where the engine keeps its things.</param>
public abstract class EngineConformanceChanges(IEngineStorage storage) : EngineConformance(storage)
{
    private static readonly TimeSpan Offset = TimeSpan.FromDays(365.5);
    private static readonly long OffsetMilliseconds = (long)Offset.TotalMilliseconds;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_Device_IsGoneAndOthersStay(bool isSettledBefore)
    {
        Put(Day, 1);
        Put(Day, 2, device: Other);
        RecordedSeries old = Series();
        await SettleWhen(isSettledBefore);
        Delete(Device);

        Assert.Null(Engine.FindSeries(Device, Metric));
        Assert.Equal([Other], Engine.ListSeries(null).Select(series => series.Device));
        Assert.Empty(await ReadAsync(old, TimeRange.All));
        await SettleAsync();
        Assert.Empty(await ReadAsync(old, TimeRange.All));
        await ReopenAsync();
        Assert.Null(Engine.FindSeries(Device, Metric));
        Assert.DoesNotContain(Opened, reading => reading.Device == Device);
        Assert.Equal([new StoredReading(Day, 2)], await ReadAsync(Other));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_LaterSamples_LiveInASeriesOfTheirOwn(bool isSettledBefore)
    {
        Put(Day, 1);
        Put(Day + 1, 2);
        RecordedSeries old = Series();
        await SettleWhen(isSettledBefore);
        Delete(Device);
        Put(Day + 1, 3);
        Engine.Take(Journal.From(1));

        Assert.NotEqual(old.Id, Series().Id);
        await ExpectAsync(new StoredReading(Day + 1, 3));
        Engine.Take(Journal.From(1));
        await ExpectAsync(new StoredReading(Day + 1, 3));
        Assert.Empty(await ReadAsync(old, TimeRange.All));
    }

    [Fact]
    public async Task Delete_Device_ItsRollupsGoToo()
    {
        Put(Day, 1);
        await SettleAsync();
        RollupBucket bucket = RollupBucket.Of(Day, 1);
        await WriteAsync(new RollupPart(ReadingLevel.Minute, [new(Day, Day + Minute)], [bucket], Day + Minute));
        Delete(Device);
        Put(Day, 2);
        await SettleAsync();

        Assert.Empty(await RollupsAsync(ReadingLevel.Minute));
        Assert.Equal(long.MinValue, (await StateAsync()).MinutesUntil);
        await ReopenAsync();
        Assert.Empty(await RollupsAsync(ReadingLevel.Minute));
    }

    [Fact]
    public async Task Delete_UnknownDeviceAndTwice_NoHarm()
    {
        Delete("nobody");
        Put(Day, 1);
        Delete(Device);
        Delete(Device);
        Put(Day, 2);

        await ExpectAsync(new StoredReading(Day, 2));
    }

    [Fact]
    public async Task Delete_AndBackManyTimes_NoIdIsUsedTwice()
    {
        var ids = new HashSet<long>();
        for (int round = 0; round < 6; round++)
        {
            Put(Day, round);
            Assert.True(ids.Add(Series().Id));
            Delete(Device);
            if (round % 2 == 0)
            {
                await SettleAsync();
                await ReopenAsync();
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetClock_EstimatedReadings_MoveAndAreCorrected(bool isSettledBefore)
    {
        long from = Put(Day, 1, ReadingQuality.TimeEstimated);
        Put(Day + 1, "door", ReadingQuality.TimeEstimated);
        Put(Day + 2, true, ReadingQuality.TimeEstimated);
        Put(Day + 3, -0.0, ReadingQuality.TimeEstimated);
        await SettleWhen(isSettledBefore);
        SetClock(from, Offset);

        await ExpectAsync(
            new(Day + OffsetMilliseconds, 1, ReadingQuality.TimeCorrected), new(Day + OffsetMilliseconds + 1, "door", ReadingQuality.TimeCorrected),
            new(Day + OffsetMilliseconds + 2, true, ReadingQuality.TimeCorrected),
            new(Day + OffsetMilliseconds + 3, -0.0, ReadingQuality.TimeCorrected));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetClock_OtherQualitiesAndOtherEntries_Stay(bool isSettledBefore)
    {
        Put(Day, 0, ReadingQuality.TimeEstimated);
        long from = Put(Day + 1, 1);
        Put(Day + 2, 2, ReadingQuality.Uncertain);
        Put(Day + 3, 3, ReadingQuality.TimeEstimated);
        Put(Day + 4, 4, ReadingQuality.TimeCorrected);
        await SettleWhen(isSettledBefore);
        SetClock(from, Offset);
        Put(Day + 5, 5, ReadingQuality.TimeEstimated);

        await ExpectAsync(
            new(Day, 0, ReadingQuality.TimeEstimated), new(Day + 1, 1), new(Day + 2, 2, ReadingQuality.Uncertain),
            new(Day + 4, 4, ReadingQuality.TimeCorrected), new(Day + 5, 5, ReadingQuality.TimeEstimated),
            new(Day + OffsetMilliseconds + 3, 3, ReadingQuality.TimeCorrected));
    }

    [Fact]
    public async Task SetClock_SmallOffset_MovesEachOnceThoughTheyLandOnEachOther()
    {
        long from = Put(Day, 0, ReadingQuality.TimeEstimated);
        for (int step = 1; step < 50; step++)
        {
            Put(Day + (step * 1000), step, ReadingQuality.TimeEstimated);
        }

        await SettleAsync();
        SetClock(from, TimeSpan.FromSeconds(2));

        await ExpectAsync([.. Enumerable.Range(0, 50)
            .Select(step => new StoredReading(Day + 2000 + (step * 1000), step, ReadingQuality.TimeCorrected))]);
    }

    [Fact]
    public async Task SetClock_Backwards_Moves()
    {
        long from = Put(Day, 0, ReadingQuality.TimeEstimated);
        Put(Day + 1000, 1, ReadingQuality.TimeEstimated);
        SetClock(from, TimeSpan.FromSeconds(-1));

        await ExpectAsync(new(Day - 1000, 0, ReadingQuality.TimeCorrected), new(Day, 1, ReadingQuality.TimeCorrected));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetClock_EstimatedReadingWasOverwritten_TheNewOneStays(bool isSettledBefore)
    {
        long from = Put(Day, 0, ReadingQuality.TimeEstimated);
        await SettleWhen(isSettledBefore);
        Put(Day, 1);
        SetClock(from, Offset);

        Assert.Contains(new StoredReading(Day, 1), await ReadAsync());
        await SettleAsync();
        Assert.Contains(new StoredReading(Day, 1), await ReadAsync());
    }

    [Fact]
    public async Task SetClock_TakenAgain_DoesNotMoveTwice()
    {
        long from = Put(Day, 1, ReadingQuality.TimeEstimated);
        SetClock(from, Offset);
        Engine.Take(Journal.From(1));
        await SettleAsync();
        Engine.Take(Journal.From(1));

        await ExpectAsync(new StoredReading(Day + OffsetMilliseconds, 1, ReadingQuality.TimeCorrected));
    }

    [Fact]
    public async Task SetClock_NewestReadings_AreTheMovedOnesAfterRestart()
    {
        long from = Put(Day, 1, ReadingQuality.TimeEstimated);
        SetClock(from, Offset);
        await SettleAsync();
        await ReopenAsync();

        Reading newest = Assert.Single(Opened);
        Assert.Equal((Day + OffsetMilliseconds, ReadingQuality.TimeCorrected), (newest.Time.ToUnixTimeMilliseconds(), newest.Quality));
    }

    [Fact]
    public async Task Drop_Raw_KeepsWhatIsNotOlder()
    {
        const int Count = 20_000;
        PutMany(Count, index => (Day + (index * 1000L), index));
        await SettleAsync();
        long before = Day + (15_000 * 1000L);

        await Engine.DropAsync(Series(), ReadingLevel.Raw, before, CancellationToken.None);

        List<StoredReading> left = await ReadAsync();
        RollupState state = await StateAsync();
        Assert.InRange(left.Count, 5_000, Count - 1);
        Assert.Equal(Enumerable.Range(15_000, 5_000).Select(index => new StoredReading(Day + (index * 1000L), index)), left.TakeLast(5_000));
        Assert.InRange(state.RawFrom, Day, before);
        await ReopenAsync();
        Assert.Equal(left, await ReadAsync());
        Assert.Equal(state.RawFrom, (await StateAsync()).RawFrom);
    }

    [Fact]
    public async Task Drop_OneLevel_TheOthersStay()
    {
        Put(Day, 1);
        Put(Day + Hour, 2);
        await SettleAsync();
        RollupBucket[] buckets = [RollupBucket.Of(Day, 1), RollupBucket.Of(Day + Hour, 2)];
        TimeRange[] all = [new(Day, Day + (24 * Hour))];
        await WriteAsync(
            new RollupPart(ReadingLevel.Minute, all, buckets, Day + (2 * Hour)), new RollupPart(ReadingLevel.Hour, all, buckets, Day + (2 * Hour)),
            new RollupPart(ReadingLevel.Day, all, buckets[..1], Day + (24 * Hour)));

        await Engine.DropAsync(Series(), ReadingLevel.Minute, Day + Hour, CancellationToken.None);

        Assert.Contains(buckets[1], await RollupsAsync(ReadingLevel.Minute));
        Assert.Equal(buckets, await RollupsAsync(ReadingLevel.Hour));
        Assert.Equal(buckets[..1], await RollupsAsync(ReadingLevel.Day));
        Assert.Equal(2, (await ReadAsync()).Count);
        Assert.Equal(long.MinValue, (await StateAsync()).RawFrom);
        Assert.Equal(Day + (2 * Hour), (await StateAsync()).MinutesUntil);
    }

    [Fact]
    public async Task DropOldest_NoRollupsMade_DeletesNothing()
    {
        PutMany(10_000, index => (Day + (index * 1000L), index));
        await SettleAsync();

        Assert.Null(await Engine.DropOldestAsync(long.MaxValue, CancellationToken.None));

        Assert.Equal(10_000, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task DropOldest_RollupsMade_DeletesNoneOfTheRest()
    {
        PutMany(20_000, index => (Day + (index * 1000L), index));
        await SettleAsync();
        long until = Day + (4 * Hour);
        RollupBucket[] one = [RollupBucket.Of(Day, 1)];
        await WriteAsync(
            new RollupPart(ReadingLevel.Minute, [new(Day, until)], one, until), new RollupPart(ReadingLevel.Hour, [new(Day, until)], one, until),
            new RollupPart(ReadingLevel.Day, [], [], until));

        long? dropped = await Engine.DropOldestAsync(1_000_000_000, CancellationToken.None);

        List<StoredReading> left = await ReadAsync();
        Assert.True(dropped is null || dropped <= until);
        long kept = dropped ?? Day;
        Assert.Equal(
            Enumerable.Range(0, 20_000).Select(index => Day + (index * 1000L)).Where(time => time >= kept),
            left.Select(reading => reading.Time).Where(time => time >= kept));
        Assert.True((await StateAsync()).RawFrom <= kept);
    }

    private Task SettleWhen(bool isWanted) => isWanted ? SettleAsync() : Task.CompletedTask;
}
