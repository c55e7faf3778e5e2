using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Postgres.Tests.Server;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Tests;

/// <summary>The whole store over the server: journal, rollups and queries.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresStoreTests(PostgresServer server) : IAsyncLifetime
{
    private const int Minutes = 3 * 24 * 60;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-recorder-").FullName;
    private readonly PostgresHub _hub = new(server);
    private readonly DateTimeOffset _from = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-5), TimeSpan.Zero);
    private ReadingStore? _store;

    private ReadingStore Store => _store ?? throw new InvalidOperationException("Not started.");

    private ReadingQuery Query => new() { Device = "meter", Metric = "energy", From = _from, To = _from.AddMinutes(Minutes) };

    public Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Start_ReadingsWithoutRollups_MakesThemAndAnswersTheSame()
    {
        await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Minutes).Select(minute => AppendAsync(minute, minute % 1_000)));
        Assert.Equal(Minutes, (await Store.StatisticsAsync(Query, default)).Count);
        await Store.DisposeAsync();

        await StartAsync();
        await UntilAsync(() => Store.Status.Rollups is { Behind: 0, BucketsWritten: >= Minutes + 72 });
        await AppendAsync(Minutes / 2, 10_000); // late: its buckets are not what is stored

        ReadingStatistics found = await Store.StatisticsAsync(Query, default);
        Assert.Equal((Minutes, 0, 10_000, 319), (found.Count, found.Minimum, found.Maximum, found.Last));
        ReadingSeries hours = await Store.QueryAsync(Query with { Level = ReadingLevel.Hour }, default);
        Assert.Equal((72, Minutes), (hours.Buckets.Count, hours.Buckets.Sum(bucket => bucket.Count)));
        Assert.Equal(found.Increase, hours.Buckets.Sum(bucket => bucket.Increase));
        ReadingSeries chart = await Store.QueryAsync(Query with { Points = 100 }, default);
        Assert.Equal((Minutes, 10_000), (chart.Buckets.Sum(bucket => bucket.Count), chart.Buckets.Max(bucket => bucket.Maximum)));
        Assert.Empty(chart.Gaps);
        Assert.Null(Store.Status.Rollups?.Trouble);
        Assert.True(await server.ExecuteAsync($"select count(*) from {_hub.Options.Schema}.rollup") is > 0L);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, "It did not happen.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private async Task StartAsync()
    {
        _store = new ReadingStore(
            new RecorderOptions { Folder = _folder, TimeZone = "UTC" },
            _hub.Create(),
            TimeProvider.System,
            NullLogger<ReadingStore>.Instance,
            new Counters());
        await _store.StartAsync(CancellationToken.None);
    }

    private async Task AppendAsync(int minute, double value) => await Store.AppendAsync(
        new Sample { Device = "meter", Time = _from.AddMinutes(minute), Metrics = new Dictionary<string, MetricValue> { ["energy"] = value } },
        CancellationToken.None);

    private sealed class Counters : IMetricKinds
    {
        public MetricKind KindOf(string device, string metric) => MetricKind.TotalIncreasing;
    }
}
