using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Queries;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Tests.Engine;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Queries;

/// <summary>Queries over an engine in memory, whose rollups a test makes as far as it likes.</summary>
internal sealed class QueryWorld : IMetricKinds, IAsyncDisposable
{
    public const long Minute = 60_000;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;
    public const long Start = 20_000 * Day;

    public static readonly CancellationToken None = CancellationToken.None;
    private readonly MetricKind _kind;
    private long _number;

    public QueryWorld(MetricKind kind = MetricKind.Measurement, TimeZoneInfo? zone = null)
    {
        _kind = kind;
        Calendar = new BucketCalendar(zone ?? TimeZoneInfo.Utc);
        Queries = new ReadingQueries(Engine, this, Calendar, concurrency: 2);
    }

    public MemoryEngine Engine { get; } = new();

    public BucketCalendar Calendar { get; }

    public ReadingQueries Queries { get; }

    public RecordedSeries Series => Engine.FindSeries("meter", "power_watt") ?? throw new InvalidOperationException("Nothing was added.");

    public MetricKind KindOf(string device, string metric) => _kind;

    public void Add(long milliseconds, MetricValue value, string metric = "power_watt") =>
        Engine.Take([new SampleEntry(++_number, default, StoreFolder.Sample(milliseconds, value, metric))]);

    public void Add(IEnumerable<KeyValuePair<long, double>> readings)
    {
        foreach ((long time, double value) in readings)
        {
            Add(time, value);
        }
    }

    /// <summary>Folds all raw readings and stores each level up to where its buckets are complete before a time; nothing stays stale.</summary>
    public async Task RollUpAsync(long minutes, long hours, long days)
    {
        RollupState state = await Engine.RollupStateAsync(Series, None);
        List<RollupPart> parts = [];
        foreach ((ReadingLevel level, long until) in new[] { (ReadingLevel.Minute, minutes), (ReadingLevel.Hour, hours), (ReadingLevel.Day, days) })
        {
            long end = Calendar.Start(level, until);
            var fold = new RollupFold(Calendar.Grid(level), _kind == MetricKind.TotalIncreasing);
            await foreach (ReadingRun run in Engine.ReadAsync(Series, new TimeRange(0, end), None))
            {
                fold.Add(run);
            }

            parts.Add(new RollupPart(level, [new TimeRange(0, end)], fold.TakeAll(), end));
        }

        Assert.True(await Engine.WriteRollupsAsync(
            new RollupWrite { Series = Series, Version = state.Version, Parts = parts, Settled = [.. state.Stale.Select(stale => stale.Id)] }, None));
    }

    public Task<ReadingSeries> AskAsync(long from, long to, Func<ReadingQuery, ReadingQuery>? change = null)
    {
        ReadingQuery query = StoreFolder.Query(from, to);
        return Queries.QueryAsync(change is null ? query : change(query), None).AsTask();
    }

    public ValueTask DisposeAsync() => Queries.DisposeAsync();
}
