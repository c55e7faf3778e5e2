using PiHub.Recorder.Rollups;
using PiHub.Sdk.Readings;
using static PiHub.Recorder.Tests.StoreFolder;

namespace PiHub.Recorder.Tests.Queries;

/// <summary>Compares what queries answer with what a plain loop over all readings says.</summary>
public sealed class SeriesReaderTests : IAsyncLifetime
{
    private const long Minute = QueryWorld.Minute;
    private const long Day = QueryWorld.Day;
    private const long Start = QueryWorld.Start;

    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Random _random = new(7);
    private readonly QueryWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task QueryAsync_Unknown_IsEmpty()
    {
        Assert.Empty((await _world.Queries.QueryAsync(Query(0, 1), None)).Points);
        ReadingSeries hours = await _world.Queries.QueryAsync(Query(0, 1) with { Level = ReadingLevel.Hour }, None);
        Assert.Equal((ReadingLevel.Hour, TimeSpan.FromHours(1)), (hours.Level, hours.BucketWidth));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task QueryAsync_RawPages_GiveEveryReadingOnce(int limit)
    {
        SortedDictionary<long, double> all = Fill(100, Start, 10 * Minute);
        var pages = new List<ReadingPoint>();
        ReadingQuery query = Query(Start, Start + (5 * Minute)) with { Limit = limit };
        ReadingSeries page;
        do
        {
            page = await _world.Queries.QueryAsync(query, None);
            Assert.InRange(page.Points.Count, 1, limit);
            pages.AddRange(page.Points);
            query = query with { After = page.Next };
        }
        while (page.Next is not null);

        Assert.Equal(
            all.Where(reading => reading.Key < Start + (5 * Minute)).Select(reading => (reading.Key, (double?)reading.Value)),
            pages.Select(point => (point.Time.ToUnixTimeMilliseconds(), point.Value.Number)));
    }

    [Theory]
    [InlineData(ReadingLevel.Minute, 1)]
    [InlineData(ReadingLevel.Minute, 10_000)]
    [InlineData(ReadingLevel.Hour, 3)]
    [InlineData(ReadingLevel.Day, 2)]
    public async Task QueryAsync_LevelPages_EqualThePlainLoop(ReadingLevel level, int limit)
    {
        TimeSpan width = level switch
        {
            ReadingLevel.Minute => TimeSpan.FromMinutes(1), ReadingLevel.Hour => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1),
        };
        SortedDictionary<long, double> all = Fill(300, Start - 12_345, width.Ticks / TimeSpan.TicksPerMillisecond * 20);
        long from = all.Keys.ElementAt(20);
        long to = all.Keys.ElementAt(280);
        var pages = new List<ReadingBucket>();
        ReadingQuery query = Query(from, to) with { Level = level, Limit = limit };
        ReadingSeries page;
        do
        {
            page = await _world.Queries.QueryAsync(query, None);
            Assert.Equal((level, width), (page.Level, page.BucketWidth));
            Assert.InRange(page.Buckets.Count, 1, limit);
            pages.AddRange(page.Buckets);
            query = query with { After = page.Next };
        }
        while (page.Next is not null);

        AssertBuckets(all, from, to, width, pages);
    }

    [Fact]
    public async Task QueryAsync_FewReadings_PointsGiveAllOfThem()
    {
        SortedDictionary<long, double> all = Fill(50, Start, 400 * Day);
        ReadingSeries series = await _world.Queries.QueryAsync(Query(Start, Start + (400 * Day)) with { Points = all.Count }, None);
        Assert.Equal((ReadingLevel.Raw, all.Count, null), (series.Level, series.Points.Count, series.BucketWidth));
    }

    [Theory]
    [InlineData(90, 60, 2, ReadingLevel.Minute)]
    [InlineData(1440, 50, 30, ReadingLevel.Minute)]
    [InlineData(1440, 30, 60, ReadingLevel.Hour)]
    [InlineData(14_400, 30, 720, ReadingLevel.Hour)]
    [InlineData(144_000, 102, 1440, ReadingLevel.Day)]
    [InlineData(1_440_000, 20, 86_400, ReadingLevel.Day)]
    [InlineData(1_440_000, 2, 1_382_400, ReadingLevel.Day)]
    public async Task QueryAsync_ManyReadingsLongRange_CondensesToTheSmallestWidthThatFits(
        int rangeMinutes, int points, int widthMinutes, ReadingLevel level)
    {
        long from = Start + 30_000;
        long to = from + (rangeMinutes * Minute);
        SortedDictionary<long, double> all = Fill(500, from, to - from);
        ReadingSeries series = await _world.Queries.QueryAsync(Query(from, to) with { Points = points }, None);
        Assert.Equal((level, TimeSpan.FromMinutes(widthMinutes)), (series.Level, series.BucketWidth));
        Assert.InRange(series.Buckets.Count, 1, points);
        Assert.Empty(series.Points);
        AssertBuckets(all, from, to, TimeSpan.FromMinutes(widthMinutes), series.Buckets);
    }

    [Fact]
    public async Task QueryAsync_ManyReadingsShortRange_KeepsPeaks()
    {
        SortedDictionary<long, double> all = Fill(2000, Start, 10 * Minute);
        ReadingSeries series = await _world.Queries.QueryAsync(Query(Start, Start + (10 * Minute)) with { Points = 41 }, None);
        var expected = new List<(long, double?)>();
        for (int stretch = 0; stretch < 20; stretch++)
        {
            long from = Start + (stretch * Minute / 2);
            KeyValuePair<long, double>[] part = [.. all.Where(reading => reading.Key >= from && reading.Key < from + (Minute / 2))];
            KeyValuePair<long, double>[] ends = [part.MinBy(reading => reading.Value), part.MaxBy(reading => reading.Value)];
            expected.AddRange(ends.OrderBy(reading => reading.Key).Select(reading => (reading.Key, (double?)reading.Value)));
        }

        Assert.Equal((ReadingLevel.Raw, null), (series.Level, series.BucketWidth));
        Assert.Equal(expected, series.Points.Select(point => (point.Time.ToUnixTimeMilliseconds(), point.Value.Number)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task QueryAsync_ManyTexts_GivesFirstAndLastOfEachStretch(int rangeMinutes)
    {
        long to = Start + (rangeMinutes * Minute);
        for (int i = 0; i < 100; i++)
        {
            _world.Add(Start + ((to - Start) / 100 * i), $"state {i}");
        }

        ReadingSeries series = await _world.Queries.QueryAsync(Query(Start, to) with { Points = 10 }, None);
        Assert.Equal(ReadingLevel.Raw, series.Level);
        Assert.Equal(
            new[] { 0, 19, 20, 39, 40, 59, 60, 79, 80, 99 }.Select(i => $"state {i}"), series.Points.Select(point => point.Value.Text));
    }

    [Fact]
    public async Task QueryAsync_BooleansAndTextsInBuckets_CountAsNumbersAndNot()
    {
        foreach ((int time, MetricValue value) in new (int, MetricValue)[] { (1, true), (2, false), (3, true), (4, "broken") })
        {
            _world.Add(time, value);
        }

        ReadingBucket bucket = Assert.Single((await _world.Queries.QueryAsync(Query(0, 10) with { Level = ReadingLevel.Minute }, None)).Buckets);
        Assert.Equal((3, 0, 1, 2.0 / 3, 1, 1), (bucket.Count, bucket.Minimum, bucket.Maximum, bucket.Mean, bucket.First, bucket.Last));
    }

    [Fact]
    public async Task QueryAsync_HugeNumbers_MeanStaysFinite()
    {
        foreach (int time in Enumerable.Range(0, 5))
        {
            _world.Add(time, double.MaxValue);
        }

        ReadingSeries series = await _world.Queries.QueryAsync(Query(0, 10) with { Level = ReadingLevel.Day }, None);
        Assert.Equal(double.MaxValue, Assert.Single(series.Buckets).Mean);
    }

    [Fact]
    public async Task QueryAsync_Cancelled_Stops()
    {
        Fill(10, Start, Minute);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _world.Queries.QueryAsync(Query(Start, Start + Minute), cancelled.Token));
    }

    private SortedDictionary<long, double> Fill(int count, long from, long length)
    {
        var all = new SortedDictionary<long, double>();
        while (all.Count < count)
        {
            all[from + _random.NextInt64(length)] = Math.Round(_random.NextDouble() * 1000, 2);
        }

        _world.Add(all);
        return all;
    }

    private void AssertBuckets(
        SortedDictionary<long, double> all, long from, long to, TimeSpan width, IReadOnlyList<ReadingBucket> actual)
    {
        BucketGrid grid = _world.Calendar.Grid(width);
        IGrouping<long, double>[] expected =
        [
            .. all.Where(reading => reading.Key >= from && reading.Key < to)
                .GroupBy(reading => grid.Start(reading.Key), reading => reading.Value),
        ];
        Assert.Equal(expected.Select(group => group.Key), actual.Select(bucket => bucket.Time.ToUnixTimeMilliseconds()));
        foreach ((IGrouping<long, double> group, ReadingBucket bucket) in expected.Zip(actual))
        {
            Assert.Equal(
                (group.Count(), group.Min(), group.Max(), group.First(), group.Last()),
                (bucket.Count, bucket.Minimum, bucket.Maximum, bucket.First, bucket.Last));
            Assert.Equal(group.Average(), bucket.Mean, 9);
        }
    }
}
