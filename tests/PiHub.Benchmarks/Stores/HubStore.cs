using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Benchmarks.Load;
using PiHub.Benchmarks.Measuring;
using PiHub.Recorder;
using PiHub.Recorder.Retention;
using PiHub.Sdk.Readings;

namespace PiHub.Benchmarks.Stores;

/// <summary>PiHub's recorder as the hub composes it, without the broker in front: appends complete after commit and sync. It keeps everything,
/// and what watches the machine's clock is not started: the load's clock is another.</summary>
internal sealed class HubStore : IStoreClient
{
    public const string Name = "PiHub";

    private const int LatestRounds = 1_001;

    /// <summary>How many samples wait for their commit at a time, as from so many clients.</summary>
    private const int SamplesUnderWay = 1_000;

    /// <summary>What the clock shows before the first sample: 2025, for a hub takes no clock for set that shows 1970.</summary>
    private const long EarliestMs = 1_735_689_600_000;

    private readonly ServiceProvider _services;
    private readonly ReadingStore _store;
    private readonly LoadClock _clock;
    private readonly string _clockPath;

    private HubStore(ServiceProvider services, LoadClock clock, string clockPath)
    {
        _services = services;
        _clock = clock;
        _clockPath = clockPath;
        _store = services.GetRequiredService<ReadingStore>();
    }

    /// <summary>Opens the store over a folder; its clock goes on where it was.</summary>
    public static async Task<HubStore> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        string clockPath = Path.Combine(folder, "clock");
        long shownMs = File.Exists(clockPath)
            ? long.Parse(await File.ReadAllTextAsync(clockPath, cancellationToken), CultureInfo.InvariantCulture)
            : EarliestMs;
        var clock = new LoadClock(DateTimeOffset.FromUnixTimeMilliseconds(shownMs));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFilter(level => level >= LogLevel.Warning).AddConsole(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddSingleton<TimeProvider>(clock);
        services.AddPiHubRecorder(options =>
        {
            options.Folder = Path.Combine(folder, "readings");
            options.Retention.Add(new RetentionRule { Pattern = "*/*", Raw = "forever", Minute = "forever", Hour = "forever" });
        });
        var store = new HubStore(services.BuildServiceProvider(), clock, clockPath);
        await store._store.StartAsync(cancellationToken);
        return store;
    }

    public async Task IngestAsync(ReadingLoad load, CancellationToken cancellationToken)
    {
        using IReadingSource source = load.Open();
        string[] names = [.. source.Metrics];
        double[] values = new double[names.Length];
        var underWay = new Queue<Task>(SamplesUnderWay);
        DateTimeOffset time = DateTimeOffset.UnixEpoch;
        while (source.TryRead(out long timeMs, values))
        {
            if (underWay.Count == SamplesUnderWay)
            {
                await underWay.Dequeue();
            }

            time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
            _clock.Reach(time);
            var metrics = new Dictionary<string, MetricValue>(names.Length);
            for (int index = 0; index < names.Length; index++)
            {
                metrics.Add(names[index], values[index]);
            }

            var sample = new Sample { Device = source.Device, Time = time, Metrics = metrics };
            underWay.Enqueue(_store.AppendAsync(sample, cancellationToken).AsTask());
        }

        await Task.WhenAll(underWay);
        await File.WriteAllTextAsync(_clockPath, time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    public async Task<long> QueryAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        var asked = new ReadingQuery
        {
            Device = query.Device,
            Metric = query.Metric,
            From = DateTimeOffset.FromUnixTimeMilliseconds(query.FromMs),
            To = DateTimeOffset.FromUnixTimeMilliseconds(query.ToMs),
            Points = query.Points == 0 ? null : query.Points,
            Limit = ReadingQuery.MaximumPoints,
        };
        long count = 0;
        ReadingSeries answer;
        do
        {
            answer = await _store.QueryAsync(asked, cancellationToken);
            count += answer.Points.Count + answer.Buckets.Count;
            asked = asked with { After = answer.Next };
        }
        while (answer.Next is not null);
        return count;
    }

    /// <summary>How long it takes to get all newest values of a device, ns: the median of many times.</summary>
    public long TimeLatest(string device)
    {
        double[] nanoseconds = new double[LatestRounds];
        long count = 0;
        for (int round = 0; round < nanoseconds.Length; round++)
        {
            long started = Stopwatch.GetTimestamp();
            count += _store.Latest(device).Count;
            nanoseconds[round] = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
        }

        return count > 0 ? (long)Statistics.Median(nanoseconds) : 0;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
