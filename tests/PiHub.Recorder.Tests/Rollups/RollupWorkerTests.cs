using PiHub.Recorder.Engine;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Rollups;

public sealed class RollupWorkerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly long First = Start.ToUnixTimeMilliseconds();

    [Fact]
    public async Task RunOnce_OpenMinute_IsNotMade()
    {
        var bench = new RollupBench("UTC", Start);
        bench.Add(First, 1);
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        await bench.RunAsync();
        Assert.Empty(await bench.StoredAsync(ReadingLevel.Minute));
        bench.Start("UTC");
        bench.Time.Advance(TimeSpan.FromSeconds(31));
        await bench.RunAsync();
        Assert.Equal([RollupBucket.Of(First, 1)], await bench.StoredAsync(ReadingLevel.Minute));
        Assert.Empty(await bench.StoredAsync(ReadingLevel.Hour));
    }

    [Fact]
    public async Task RunOnce_BehindWhatIsSettled_IsNotMade()
    {
        var bench = new RollupBench("UTC", Start);
        Fill(bench, hours: 3, everySeconds: 600);
        bench.Engine.SettledUntil = First + BucketCalendar.HourMilliseconds + 90_000;
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync();
        Assert.Equal(First + BucketCalendar.HourMilliseconds + 60_000, (await bench.StateAsync()).MinutesUntil);
        Assert.Equal(6, Assert.Single(await bench.StoredAsync(ReadingLevel.Hour)).Count);
    }

    [Fact]
    public async Task RunOnce_ReadingsComeWhileItComputes_ComputesAgain()
    {
        var bench = new RollupBench("UTC", Start);
        Fill(bench, hours: 2, everySeconds: 60);
        bench.Time.Advance(TimeSpan.FromDays(2));
        var times = 0;
        bench.Engine.BeforeWrite = _ =>
        {
            if (times++ < 5)
            {
                bench.Add(First + times, 1_000);
            }
        };
        await bench.RunAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(15));
        await bench.RunAsync();
        Assert.Equal(125, Assert.Single(await bench.StoredAsync(ReadingLevel.Day)).Count);
        Assert.Equal(5, bench.Worker.Status.Refused);
    }

    [Fact]
    public async Task RunOnce_OneSeriesFails_OthersGoOnAndItIsTriedLater()
    {
        var bench = new RollupBench("UTC", Start);
        bench.Add(First, 1);
        bench.Add(First, 1, "other");
        bench.Time.Advance(TimeSpan.FromDays(1));
        bench.Engine.BeforeState = series => _ = series.Metric == RollupBench.Metric ? throw new EngineException("The disk fails.") : 0;
        await bench.Worker.RunOnceAsync(default);
        Assert.Equal((2, 1), (bench.Worker.Status.Series, bench.Worker.Status.Failing));
        Assert.Contains("The disk fails.", bench.Worker.Status.Trouble, StringComparison.Ordinal);
        RecordedSeries other = bench.Engine.FindSeries(RollupBench.Device, "other") ?? bench.Series;
        Assert.NotEqual(long.MinValue, (await bench.Engine.RollupStateAsync(other, default)).MinutesUntil);

        bench.Engine.BeforeState = null;
        await bench.Worker.RunOnceAsync(default);
        Assert.Equal(1, bench.Worker.Status.Failing);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.RunAsync();
        Assert.Equal(0, bench.Worker.Status.Failing);
        Assert.NotEmpty(await bench.StoredAsync(ReadingLevel.Minute));
    }

    [Fact]
    public async Task RunOnce_BugAtOneSeries_OthersGoOn()
    {
        var bench = new RollupBench("UTC", Start);
        bench.Add(First, 1, "a");
        bench.Add(First, 1);
        bench.Time.Advance(TimeSpan.FromDays(1));
        bench.Engine.BeforeState = series => _ = series.Metric == "a" ? throw new InvalidOperationException("A bug.") : 0;
        await bench.Worker.RunOnceAsync(default);
        Assert.Equal(1, bench.Worker.Status.Failing);
        bench.Engine.BeforeState = null;
        Assert.NotEmpty(await bench.StoredAsync(ReadingLevel.Minute));
    }

    [Fact]
    public async Task RunOnce_LongBacklog_DoesOneBoundedStepASeriesInTurn()
    {
        var bench = new RollupBench("UTC", Start);
        Fill(bench, hours: 4, everySeconds: 60);
        bench.Add(First, 1, "other");
        bench.Time.Advance(TimeSpan.FromDays(1));
        Assert.True(await bench.Worker.RunOnceAsync(default));
        // A run of the engine is folded whole.
        Assert.InRange((await bench.StoredAsync(ReadingLevel.Minute)).Count, 7, 100);
        Assert.Equal(1, bench.Worker.Status.Behind);
        Assert.InRange(bench.Worker.Status.Lag, TimeSpan.FromHours(22), TimeSpan.FromHours(28));
        RecordedSeries other = bench.Engine.FindSeries(RollupBench.Device, "other") ?? bench.Series;
        Assert.NotEqual(long.MinValue, (await bench.Engine.RollupStateAsync(other, default)).MinutesUntil);
        await bench.RunAsync();
        Assert.Equal((0, TimeSpan.Zero), (bench.Worker.Status.Behind, bench.Worker.Status.Lag));
    }

    [Fact]
    public async Task RunOnce_SilentSeries_ClosesItsDayOnceAndWritesNoMore()
    {
        var bench = new RollupBench("Europe/Bucharest", Start);
        bench.Add(First, 1);
        bench.Time.Advance(TimeSpan.FromDays(3));
        await bench.RunAsync();
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.RunAsync();
        Assert.Single(await bench.StoredAsync(ReadingLevel.Day));
        bench.Engine.BeforeWrite = _ => Assert.Fail("There is nothing to write.");
        bench.Time.Advance(TimeSpan.FromDays(30));
        await bench.RunAsync();
    }

    [Fact]
    public async Task RunOnce_MetricBecomesACounter_MakesItsRollupsAnew()
    {
        var bench = new RollupBench("UTC", Start);
        Fill(bench, hours: 48, everySeconds: 600);
        bench.Time.Advance(TimeSpan.FromDays(4));
        await CloseAsync(bench);
        Assert.All(await bench.StoredAsync(ReadingLevel.Day), day => Assert.Equal(0, day.Resets));

        // Known over a restart; not at once, as descriptors may come late.
        bench.Start("UTC");
        bench.Kinds.Kind = MetricKind.TotalIncreasing;
        await bench.RunAsync();
        Assert.All(await bench.StoredAsync(ReadingLevel.Day), day => Assert.Equal(0, day.Resets));
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        await bench.RunAsync();
        var readings = Enumerable.Range(0, 48 * 6).Select(index => KeyValuePair.Create(First + (index * 600_000L), Value(index)));
        Assert.Equal(bench.Folded(readings, ReadingLevel.Day), await bench.StoredAsync(ReadingLevel.Day));
        Assert.NotEqual(0, (await bench.StoredAsync(ReadingLevel.Day))[0].Resets);
    }

    [Fact]
    public async Task RunOnce_DescriptorComesLateAfterARestart_ChangesNothing()
    {
        var bench = new RollupBench("UTC", Start, isCounter: true);
        Fill(bench, hours: 48, everySeconds: 600);
        bench.Time.Advance(TimeSpan.FromDays(4));
        await CloseAsync(bench);
        List<RollupBucket> before = await bench.StoredAsync(ReadingLevel.Minute);

        bench.Start("UTC");
        bench.Kinds.Kind = MetricKind.Measurement;
        bench.Engine.BeforeWrite = _ => Assert.Fail("There is nothing to write.");
        await bench.RunAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.RunAsync();
        bench.Kinds.Kind = MetricKind.TotalIncreasing;
        bench.Time.Advance(TimeSpan.FromMinutes(30));
        await bench.RunAsync();
        Assert.Equal(before, await bench.StoredAsync(ReadingLevel.Minute));
    }

    [Theory]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Pacific/Kiritimati")]
    public async Task RunOnce_TimeZoneChanges_MakesDaysAnewAsFarAsFinerOnesReach(string zone)
    {
        var bench = new RollupBench("Europe/Bucharest", Start);
        Fill(bench, hours: 240, everySeconds: 600);
        bench.Time.Advance(TimeSpan.FromDays(12));
        await CloseAsync(bench);
        long dropped = bench.Calendar.Start(ReadingLevel.Day, First + (3 * BucketCalendar.DayMilliseconds));
        await bench.Engine.DropAsync(bench.Series, ReadingLevel.Raw, dropped, default);
        await bench.Engine.DropAsync(bench.Series, ReadingLevel.Minute, dropped, default);
        await bench.Engine.DropAsync(bench.Series, ReadingLevel.Hour, dropped, default);
        List<RollupBucket> before = await bench.StoredAsync(ReadingLevel.Day);

        bench.Start(zone);
        bench.Add(First + (11 * BucketCalendar.DayMilliseconds), 1);
        bench.Time.Advance(TimeSpan.FromDays(2));
        await bench.RunAsync();
        bench.Time.Advance(TimeSpan.FromDays(2));
        await bench.RunAsync();
        List<RollupBucket> after = await bench.StoredAsync(ReadingLevel.Day);
        Assert.Equal(before.TakeWhile(day => day.StartMilliseconds < dropped), after.TakeWhile(day => day.StartMilliseconds < dropped));
        Assert.Equal(dropped, after.First(day => day.StartMilliseconds >= dropped).StartMilliseconds);
        Assert.All(
            after.Where(day => day.StartMilliseconds > dropped),
            day => Assert.Equal(day.StartMilliseconds, bench.Calendar.Start(ReadingLevel.Day, day.StartMilliseconds)));
        Assert.Equal(before.Sum(day => day.Count) + 1, after.Sum(day => day.Count));
    }

    private static async Task CloseAsync(RollupBench bench)
    {
        await bench.RunAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(15));
        await bench.RunAsync();
    }

    private static void Fill(RollupBench bench, int hours, int everySeconds)
    {
        for (var index = 0; index < hours * 3_600 / everySeconds; index++)
        {
            bench.Add(First + (index * everySeconds * 1_000L), Value(index));
        }
    }

    // Rises, and falls back now and then.
    private static MetricValue Value(int index) => index * 3 % 50;
}
