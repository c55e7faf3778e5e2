using PiHub.Recorder.Journal;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Tests.Rollups;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Retention;

public sealed class RetentionWorkerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly long First = Start.ToUnixTimeMilliseconds();
    private readonly RollupBench _bench = new("UTC", Start);

    [Fact]
    public async Task Run_RawIsOld_GoesOnceMinutesAreMade()
    {
        _bench.Add(First, 1);
        _bench.Time.Advance(TimeSpan.FromDays(10));
        await _bench.RetainAsync();
        Assert.Equal(1, _bench.Engine.Readings);
        await _bench.RunAsync();
        await _bench.RetainAsync();
        Assert.Equal(0, _bench.Engine.Readings);
        Assert.Single(await _bench.StoredAsync(ReadingLevel.Minute));
    }

    [Fact]
    public async Task Run_EveryLevelIsOld_LeavesDays()
    {
        _bench.Add(First, 1);
        _bench.Time.Advance(TimeSpan.FromDays(400));
        await _bench.RunAsync();
        await _bench.RetainAsync();
        Assert.Single(await _bench.StoredAsync(ReadingLevel.Minute));
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await _bench.RunAsync();
        await _bench.RetainAsync();
        Assert.Empty(await _bench.StoredAsync(ReadingLevel.Minute));
        Assert.Empty(await _bench.StoredAsync(ReadingLevel.Hour));
        Assert.Single(await _bench.StoredAsync(ReadingLevel.Day));
    }

    [Fact]
    public async Task Run_RawIsYoung_Stays()
    {
        _bench.Add(First, 1);
        _bench.Time.Advance(TimeSpan.FromDays(6.9));
        await _bench.RunAsync();
        await _bench.RetainAsync();
        Assert.Equal(1, _bench.Engine.Readings);
    }

    [Fact]
    public async Task Run_LateReadingNotYetInItsBuckets_Stays()
    {
        _bench.Add(First, 1);
        _bench.Add(First + BucketCalendar.DayMilliseconds, 1);
        _bench.Time.Advance(TimeSpan.FromDays(10));
        await _bench.RunAsync();
        _bench.Add(First + 5, 1);
        await _bench.RetainAsync();
        Assert.Equal(3, _bench.Engine.Readings);
        await _bench.RunAsync();
        await _bench.RetainAsync();
        Assert.Equal(0, _bench.Engine.Readings);
        Assert.Equal(2, (await _bench.StoredAsync(ReadingLevel.Day))[0].Count);
    }

    [Fact]
    public async Task Run_OldEvents_GoWithoutReadingsToo()
    {
        _bench.Engine.Take([Event(1, "bell", Start), Event(2, "bell", Start.AddDays(300))]);
        _bench.Time.Advance(TimeSpan.FromDays(400));
        await _bench.RetainAsync();
        Assert.Equal(Start.AddDays(300), Assert.Single(await _bench.Engine.ReadEventsAsync("bell", null, 10, default)).Time);
    }

    [Fact]
    public async Task Run_ClockBeforeTheAge_DropsNothing()
    {
        var bench = new RollupBench("UTC", DateTimeOffset.UnixEpoch.AddDays(1));
        bench.Add(0, 1);
        await bench.RunAsync();
        await bench.RetainAsync();
        Assert.Equal(1, bench.Engine.Readings);
    }

    private static EventEntry Event(long number, string device, DateTimeOffset time) =>
        new(number, time, new DeviceEvent { Device = device, Time = time, Type = "ring", Payload = "{}" });
}
