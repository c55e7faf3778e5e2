using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Testing.Tests;

public sealed class TestReadingsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestReadings _readings = new();

    [Fact]
    public async Task Query_PageByPage_GivesEverythingOnce()
    {
        await FillAsync(25);
        List<double?> read = [];
        DateTimeOffset? after = null;
        do
        {
            ReadingSeries page = await QueryAsync(query => query with { Limit = 10, After = after });
            read.AddRange(page.Points.Select(point => point.Value.Number));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => (double?)i), read);
    }

    [Fact]
    public async Task Query_ForFewPoints_KeepsThePeaks()
    {
        await FillAsync(1000);
        await AppendAsync(Noon.AddSeconds(500.5), -7);

        ReadingSeries series = await QueryAsync(query => query with { Points = 20 });

        Assert.InRange(series.Points.Count, 2, 20);
        Assert.Contains(series.Points, point => point.Value.Number == -7);
        Assert.Contains(series.Points, point => point.Value.Number == 999);
    }

    [Fact]
    public async Task Query_OfALevel_CondensesEachStretch()
    {
        await FillAsync(90);

        ReadingSeries series = await QueryAsync(query => query with { Level = ReadingLevel.Minute });

        Assert.Equal([(60, 0.0, 59.0, 29.5), (30, 60.0, 89.0, 74.5)], series.Buckets.Select(b => ((int)b.Count, b.Minimum, b.Maximum, b.Mean)));
        Assert.Equal([Noon, Noon.AddMinutes(1)], series.Buckets.Select(bucket => bucket.Time));
    }

    [Fact]
    public async Task Query_ThatContradictsItself_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => QueryAsync(query => query with { Points = 5, Level = ReadingLevel.Day }));
        await Assert.ThrowsAsync<ArgumentException>(() => QueryAsync(query => query with { To = query.From }));
    }

    [Fact]
    public async Task Append_SameInstantAgain_TheNewValueWins()
    {
        await AppendAsync(Noon, 1);
        await AppendAsync(Noon, 2);

        Assert.Equal([2], (await QueryAsync(query => query)).Points.Select(point => point.Value.Number.GetValueOrDefault()));
        Assert.Equal(Noon, _readings.Latest("meter").Single().Time);
        Assert.Empty(_readings.Latest("other"));
    }

    private async Task FillAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await AppendAsync(Noon.AddSeconds(i), i);
        }
    }

    private ValueTask AppendAsync(DateTimeOffset time, double value) => _readings.AppendAsync(
        new Sample { Device = "meter", Time = time, Metrics = new Dictionary<string, MetricValue> { ["a"] = value } }, CancellationToken.None);

    private async Task<ReadingSeries> QueryAsync(Func<ReadingQuery, ReadingQuery> change) => await _readings.QueryAsync(
        change(new ReadingQuery { Device = "meter", Metric = "a", From = Noon, To = Noon.AddHours(1) }), CancellationToken.None);
}
