using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Tests.Engine;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests;

/// <summary>A folder for one test's store, deleted afterwards. Its engine is made anew from the journal at each start.</summary>
internal sealed class StoreFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pihub-recorder-").FullName;

    public string JournalPath => System.IO.Path.Combine(Path, "journal");

    /// <summary>The journal's files, oldest first.</summary>
    public IReadOnlyList<string> Segments => Disk.List(JournalPath);

    public LogWatch Log { get; } = new();

    private static DiskFileSystem Disk => new(new WriteMeter());

    public ReadingStore Create(int queueCapacity = 10_000) => Create(new RecorderOptions { QueueCapacity = queueCapacity });

    /// <summary>A store that is not started yet.</summary>
    public ReadingStore Create(
        RecorderOptions options, IReadingEngine? engine = null, IFileSystem? files = null, TimeProvider? time = null)
    {
        options.Folder = Path;
        return new ReadingStore(
            options, engine ?? new MemoryEngine { KeepsJournal = true }, files ?? Disk, time ?? TimeProvider.System, Log)
        {
            IsMaintained = engine is not (null or MemoryEngine),
        };
    }

    /// <summary>A started store with a sample log of its own bounds and an engine that needs nothing of the journal.</summary>
    public Task<ReadingStore> StartAsync(long sampleLogBytes, TimeSpan sampleLogAge, TimeProvider time) => StartAsync(
        new RecorderOptions { SampleLogBytes = sampleLogBytes, SampleLogAge = sampleLogAge }, new MemoryEngine(), time: time);

    public async Task<ReadingStore> StartAsync(
        RecorderOptions? options = null, IReadingEngine? engine = null, IFileSystem? files = null, TimeProvider? time = null)
    {
        ReadingStore store = Create(options ?? new RecorderOptions(), engine, files, time);
        await store.StartAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Where a cursor stands on disk.</summary>
    public long? PositionOnDisk(string cursor)
    {
        var opening = new JournalOpening(Disk, JournalPath, _ => { });
        opening.Read();
        return opening.State.Cursors.FirstOrDefault(one => one.Name == cursor)?.Position;
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
