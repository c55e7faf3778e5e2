using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Retention;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Tests.Blocks;
using PiHub.Recorder.Tests.Engine;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Rollups;

/// <summary>Rollups and retention over an engine in memory, or over blocks on a disk beside it, with small steps, so that few readings make many
/// of them.</summary>
internal sealed class RollupBench : IAsyncDisposable
{
    public const string Device = "meter";
    public const string Metric = "energy";
    private readonly BlockRig? _blocks;
    private long _number;

    public RollupBench(string zone, DateTimeOffset start, bool isCounter = false, BlockRig? blocks = null)
    {
        _blocks = blocks;
        Time = new SteppedTime(start);
        Kinds.Kind = isCounter ? MetricKind.TotalIncreasing : MetricKind.Measurement;
        Worker = Start(zone);
    }

    public MemoryEngine Engine { get; } = new();

    /// <summary>What rollups and retention work on.</summary>
    public IReadingEngine Store => _blocks is null ? Engine : _blocks.Engine;

    public SteppedTime Time { get; }

    public SteppedKinds Kinds { get; } = new();

    public StepFiles Files { get; } = new();

    public RollupWorker Worker { get; private set; }

    public BucketCalendar Calendar { get; private set; } = new(TimeZoneInfo.Utc);

    public RollupBounds Bounds { get; init; } = new()
    {
        ReadingsPerStep = 20, MinutesPerStep = 7, StretchesPerStep = 3, LeastAdvance = TimeSpan.FromMinutes(1),
    };

    public RecordedSeries Series => Store.FindSeries(Device, Metric) ?? throw new InvalidOperationException("No reading came.");

    public bool IsCounter => Kinds.Kind == MetricKind.TotalIncreasing;

    public RollupWorker Start(string zone)
    {
        Calendar = new BucketCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var basis = new RollupBasis(Files, "/data/rollups.basis");
        basis.Load();
        var steps = new RollupSteps(Store, Kinds, Calendar, basis, Bounds, Time);
        return Worker = new RollupWorker(Store, steps, basis, Time, NullLogger.Instance);
    }

    public void Add(long milliseconds, MetricValue value, string metric = Metric)
    {
        var sample = new Sample
        {
            Device = Device,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            Metrics = new Dictionary<string, MetricValue> { [metric] = value },
        };
        if (_blocks is not null)
        {
            _blocks.Append(sample);
            return;
        }

        Engine.Take([new SampleEntry(++_number, Time.GetUtcNow(), sample)]);
    }

    /// <summary>Writes what is in memory for good, where that is not the same.</summary>
    public Task FlushAsync() => _blocks?.FlushAsync() ?? Task.CompletedTask;

    /// <summary>As after a kill.</summary>
    public async Task RestartAsync(string zone)
    {
        if (_blocks is not null)
        {
            await _blocks.RestartAsync();
        }

        Start(zone);
    }

    public ValueTask DisposeAsync() => _blocks?.DisposeAsync() ?? ValueTask.CompletedTask;

    public async Task RunAsync()
    {
        for (var round = 0; await Worker.RunOnceAsync(default); round++)
        {
            Assert.InRange(round, 0, 100_000);
        }

        Assert.Null(Worker.Status.Trouble);
    }

    public async Task RetainAsync(params RetentionRule[] rules)
    {
        var worker = new RetentionWorker(Store, new RetentionRules(rules), Calendar, Time, NullLogger.Instance);
        await worker.RunAsync(default);
        Assert.Null(worker.Status.Trouble);
    }

    public Task<RollupState> StateAsync() => Store.RollupStateAsync(Series, default).AsTask();

    public async Task<List<RollupBucket>> StoredAsync(ReadingLevel level)
    {
        var all = new List<RollupBucket>();
        await foreach (IReadOnlyList<RollupBucket> page in Store.ReadRollupsAsync(Series, level, TimeRange.All, default))
        {
            all.AddRange(page);
        }

        return all;
    }

    /// <summary>What all readings that came give, whatever became of them.</summary>
    public List<RollupBucket> Folded(IEnumerable<KeyValuePair<long, MetricValue>> readings, ReadingLevel level)
    {
        var run = new ReadingRunBuilder();
        foreach ((long time, MetricValue value) in readings.OrderBy(reading => reading.Key))
        {
            run.Add(time, value, ReadingQuality.Good);
        }

        var fold = new RollupFold(Calendar.Grid(level), IsCounter);
        fold.Add(run.ToRun());
        return fold.TakeAll();
    }
}
