using PiHub.Recorder.Series;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;
using static PiHub.Recorder.Tests.Queries.QueryWorld;

namespace PiHub.Recorder.Tests.Queries;

public sealed class ReadingQueriesTests
{
    [Fact]
    public async Task QueryAlignedAsync_SeveralSeries_ShareTheirBuckets()
    {
        await using var world = new QueryWorld();
        for (int i = 0; i < 600; i++)
        {
            world.Add(Start + (i * 10_000), i, "a");
            world.Add(Start + (i * 7_000), -i, "b");
        }

        ReadingQuery[] queries = [.. new[] { "a", "b", "unknown" }.Select(metric => StoreFolder.Query(Start, Start + Day, metric) with { Points = 100 })];
        IReadOnlyList<ReadingSeries> answers = await world.Queries.QueryAlignedAsync(queries, None);

        Assert.Equal([(ReadingLevel.Minute, 15.0)], answers.Select(answer => (answer.Level, answer.BucketWidth?.TotalMinutes ?? 0)).Distinct());
        Assert.Equal([7, 5, 0], answers.Select(answer => answer.Buckets.Count));
        Assert.Equal(answers[1].Buckets.Select(bucket => bucket.Time), answers[0].Buckets.Take(5).Select(bucket => bucket.Time));
        Assert.Equal([600, 600], answers.Take(2).Select(answer => answer.Buckets.Sum(bucket => bucket.Count)));
        Assert.All(answers, answer => Assert.NotEmpty(answer.Gaps));
    }

    [Fact]
    public async Task QueryAsync_OneYearChart_ReadsHoursAndLittleRaw()
    {
        await using var world = new QueryWorld();
        for (long time = Start; time < Start + (370 * Day); time += Hour)
        {
            world.Add(time, time % 1000);
        }

        await world.RollUpAsync(Start + (369 * Day), Start + (369 * Day), Start + (369 * Day));
        await world.Engine.DropAsync(world.Series, ReadingLevel.Raw, Start + (366 * Day), None);
        await world.Engine.DropAsync(world.Series, ReadingLevel.Minute, Start + (366 * Day), None);

        // What is gone cannot have been read.
        ReadingSeries year = await world.AskAsync(Start, Start + (365 * Day), query => query with { Points = 1000 });
        Assert.Equal((ReadingLevel.Hour, TimeSpan.FromHours(12)), (year.Level, year.BucketWidth));
        Assert.Equal(365 * 24, year.Buckets.Sum(bucket => bucket.Count));
        Assert.Empty(year.Gaps);
    }

    [Fact]
    public async Task QueryAsync_Peaks_AreVisibleAtEveryWidth()
    {
        await using var world = new QueryWorld();
        for (int i = 0; i < 5000; i++)
        {
            world.Add(Start + (i * 60_000), i == 3210 ? 9999 : 1);
        }

        foreach (int points in new[] { 2, 10, 100, 1000, 4999 })
        {
            ReadingSeries chart = await world.AskAsync(Start, Start + (5000 * Minute), query => query with { Points = points });
            Assert.Equal(9999, chart.Buckets.Max(bucket => bucket.Maximum));
        }
    }

    [Theory]
    [InlineData(MetricKind.TotalIncreasing, 19.0)]
    [InlineData(MetricKind.Total, 4.0)]
    public async Task StatisticsAsync_Counter_TellsItsIncreaseSinceBefore(MetricKind kind, double increase)
    {
        await using var world = new QueryWorld(kind);
        foreach ((int time, double value) in new[] { (-1000, 8.0), (0, 10.0), (1000, 15.0), (2000, 2.0), (3000, 12.0) })
        {
            world.Add(Start + time, value);
        }

        ReadingStatistics found = await world.Queries.StatisticsAsync(StoreFolder.Query(Start, Start + Hour), None);
        Assert.Equal(increase, found.Increase);
        Assert.Equal((4, 2.0, 15.0, 9.75, 10.0, 12.0), (found.Count, found.Minimum, found.Maximum, found.Mean, found.First, found.Last));
        Assert.Equal(TimeSpan.FromSeconds(4), found.Integral.Covered + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task StatisticsAsync_NoNumbers_HasNone()
    {
        await using var world = new QueryWorld();
        world.Add(Start, "text");
        ReadingStatistics found = await world.Queries.StatisticsAsync(StoreFolder.Query(Start, Start + Hour), None);
        Assert.Equal((0, null, null, 0.0), (found.Count, found.Minimum, found.Mean, found.Integral.UnitHours));
    }

    [Fact]
    public async Task StatisticsAsync_LongRange_TimesAreThoseOfHours()
    {
        await using var world = new QueryWorld();
        for (int hour = 0; hour < 24 * 20; hour++)
        {
            world.Add(Start + (hour * Hour) + (30 * Minute), hour == 100 ? -5 : hour % 24);
        }

        ReadingStatistics found = await world.Queries.StatisticsAsync(StoreFolder.Query(Start, Start + (20 * Day)), None);
        Assert.Equal((ReadingLevel.Hour, -5, 23), (found.Level, found.Minimum, found.Maximum));
        Assert.Equal(
            (Start + (100 * Hour), Start + (23 * Hour)),
            (found.MinimumTime?.ToUnixTimeMilliseconds(), found.MaximumTime?.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task ReadAsync_LongRange_GivesEveryReadingOnceWithQuality()
    {
        await using var world = new QueryWorld();
        for (int i = 0; i < 70_000; i++)
        {
            world.Add(Start + i, i);
        }

        long next = Start;
        await foreach (ReadingRun run in world.Queries.ReadAsync(
            "meter", "power_watt", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, None))
        {
            foreach (long time in run.Times.ToArray())
            {
                Assert.Equal(next++, time);
            }
        }

        Assert.Equal(Start + 70_000, next);
    }

    [Fact]
    public async Task QueryAsync_ManyAtOnce_WaitTheirTurnAndDisposeCancels()
    {
        var world = new QueryWorld();
        world.Add(Start, 1);
        ReadingSeries[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.AskAsync(Start, Start + Hour)));
        Assert.All(answers, answer => Assert.Single(answer.Points));
        await world.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => world.AskAsync(Start, Start + Hour));
    }
}
