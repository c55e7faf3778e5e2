using Microsoft.Data.Sqlite;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Tests.Engine;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests;

/// <summary>A folder for one test's store, deleted afterwards.</summary>
internal sealed class StoreFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pihub-recorder-").FullName;

    public string DatabasePath => System.IO.Path.Combine(Path, "readings.db");

    public LogWatch Log { get; } = new();

    public MemoryEngine Engine { get; } = new();

    public ReadingStore Create(int queueCapacity = 10_000, Action<SqliteConnection>? writerOpened = null) =>
        new(new RecorderOptions { Folder = Path, QueueCapacity = queueCapacity }, TimeProvider.System, Log, (Engine, new NoMetricKinds()), writerOpened);

    /// <summary>A started store with a sample log of its own bounds.</summary>
    public async Task<ReadingStore> StartAsync(long sampleLogBytes, TimeSpan sampleLogAge, TimeProvider time)
    {
        var options = new RecorderOptions { Folder = Path, SampleLogBytes = sampleLogBytes, SampleLogAge = sampleLogAge };
        var store = new ReadingStore(options, Engine, time, Log);
        await store.StartAsync(CancellationToken.None);
        return store;
    }

    public async Task<ReadingStore> StartAsync(Action<SqliteConnection>? writerOpened = null)
    {
        ReadingStore store = Create(writerOpened: writerOpened);
        await store.StartAsync(CancellationToken.None);
        return store;
    }

    /// <summary>A sample of the device <c>meter</c> with one metric.</summary>
    public static Sample Sample(long milliseconds, MetricValue value, string metric = "power_watt", string device = "meter") => new()
    {
        Device = device,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        Metrics = new Dictionary<string, MetricValue> { [metric] = value },
    };

    /// <summary>A query of the metric <c>power_watt</c> of <c>meter</c>.</summary>
    public static ReadingQuery Query(long from, long to, string metric = "power_watt", string device = "meter") => new()
    {
        Device = device,
        Metric = metric,
        From = DateTimeOffset.FromUnixTimeMilliseconds(from),
        To = DateTimeOffset.FromUnixTimeMilliseconds(to),
    };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
