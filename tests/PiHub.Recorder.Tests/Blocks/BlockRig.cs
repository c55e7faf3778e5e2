using PiHub.Recorder.Blocks;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Series;
using PiHub.Recorder.Tests.Engine;
using PiHub.Recorder.Tests.Files;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Blocks;

/// <summary>A block engine on a disk that a test can damage, with a journal that is a list, beside the plain engine that tells what is right.
/// </summary>
internal sealed class BlockRig : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly List<JournalEntry> _journal = [];
    private long _number;

    public PowerCutFileSystem Disk { get; private set; } = new();

    public ManualTime Time { get; } = new();

    public LogWatch Log => _folder.Log;

    public BlockEngine Engine { get; private set; } = null!; // set by StartAsync, which every test calls first

    /// <summary>What was committed, all of it.</summary>
    public MemoryEngine Model { get; } = new();

    public string IndexPath => Path.Combine(_folder.Path, "index.db");

    public long HeadBytes { get; set; } = new RecorderOptions().HeadBytes;

    public long Head => _number;

    public IEnumerable<string> BlockFiles => Disk.Paths.Where(path => path.EndsWith(".blocks", StringComparison.Ordinal));

    public async Task<IReadOnlyList<Reading>> StartAsync()
    {
        Engine = new BlockEngine(
            new RecorderOptions { Folder = _folder.Path, HeadBytes = HeadBytes }, Disk, Time, _folder.Log, rotateBytes: 32 * 1_024);
        IReadOnlyList<Reading> newest = await Engine.OpenAsync(new NoJournal(), default);
        List<JournalEntry> missing = _journal.FindAll(entry => entry.Number >= Engine.NeededFrom);
        foreach (JournalEntry[] some in missing.Chunk(1_000))
        {
            Engine.Take(some);
        }

        return newest;
    }

    /// <summary>As after a kill: what is not in blocks comes from the journal.</summary>
    public async Task RestartAsync()
    {
        await Engine.DisposeAsync();
        await StartAsync();
    }

    /// <summary>As after a power cut.</summary>
    public async Task CutPowerAsync(Random random)
    {
        await Engine.DisposeAsync();
        Disk = Disk.CutPower(random);
        await StartAsync();
    }

    /// <summary>The index is lost.</summary>
    public async Task RebuildAsync()
    {
        await Engine.DisposeAsync();
        DeleteIndex();
        await StartAsync();
    }

    public void DeleteIndex()
    {
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(IndexPath + suffix);
        }
    }

    /// <summary>Forgets what the engine no longer needs.</summary>
    public void TrimJournal() => _journal.RemoveAll(entry => entry.Number < Engine.NeededFrom);

    public void Commit(Func<long, DateTimeOffset, JournalEntry> entry) => Commit([entry]);

    public void Commit(IEnumerable<Func<long, DateTimeOffset, JournalEntry>> entries)
    {
        List<JournalEntry> committed = [.. entries.Select(entry => entry(++_number, Time.GetUtcNow()))];
        _journal.AddRange(committed);
        Model.Take(committed);
        Engine.Take(committed);
    }

    public void Append(Sample sample) => Commit((number, at) => new SampleEntry(number, at, sample));

    public void Append(long time, MetricValue value, string metric = "power_watt", string device = "meter") =>
        Append(StoreFolder.Sample(time, value, metric, device));

    /// <summary>So many readings, a second apart.</summary>
    public void AppendMany(long from, int count, string metric = "power_watt", string device = "meter") =>
        Commit(Enumerable.Range(0, count).Select(index => (Func<long, DateTimeOffset, JournalEntry>)((number, at) => new SampleEntry(
            number, at, StoreFolder.Sample(from + (index * 1_000L), Math.Round(Math.Sin(index * 12.9898) * 500) / 100, metric, device)))));

    public void AppendEvent(long time, string payload, string device = "meter") => Commit((number, at) => new EventEntry(number, at, new DeviceEvent
    {
        Device = device, Time = DateTimeOffset.FromUnixTimeMilliseconds(time), Type = "dip", Payload = payload,
    }));

    public void Delete(string device) => Commit((number, at) => new DeletionEntry(number, at, device));

    public Task FlushAsync() => Engine.FlushAsync(default);

    /// <summary>The engine's and the model's readings of a range are the same.</summary>
    public async Task AssertSameAsync(string device, string metric, TimeRange range)
    {
        List<ReadingPoint> expected = await ReadAsync(Model, device, metric, range);
        List<ReadingPoint> actual = await ReadAsync(Engine, device, metric, range);
        Assert.Equal(expected.Count, actual.Count);
        for (int index = 0; index < expected.Count; index++)
        {
            Assert.Equal(expected[index], actual[index]);
        }
    }

    /// <summary>All series, readings and events are the same.</summary>
    public async Task AssertSameAsync()
    {
        Assert.Equal(
            Model.ListSeries(null).Select(series => (series.Device, series.Metric)),
            Engine.ListSeries(null).Select(series => (series.Device, series.Metric)));
        foreach (RecordedSeries series in Model.ListSeries(null))
        {
            await AssertSameAsync(series.Device, series.Metric, TimeRange.All);
            await AssertSameEventsAsync(series.Device, null, int.MaxValue / 2);
        }
    }

    public async Task AssertSameEventsAsync(string device, long? before, int limit)
    {
        IReadOnlyList<DeviceEvent> expected = await Model.ReadEventsAsync(device, before, limit, default);
        IReadOnlyList<DeviceEvent> actual = await Engine.ReadEventsAsync(device, before, limit, default);
        Assert.Equal(expected.Select(one => (one.Time, one.Payload)), actual.Select(one => (one.Time, one.Payload)));
    }

    public static async Task<List<ReadingPoint>> ReadAsync(
        Recorder.Engine.IReadingEngine engine, string device, string metric, TimeRange range)
    {
        var points = new List<ReadingPoint>();
        if (engine.FindSeries(device, metric) is { } series)
        {
            await foreach (ReadingRun run in engine.ReadAsync(series, range, default))
            {
                for (int index = 0; index < run.Count; index++)
                {
                    points.Add(run.PointAt(index));
                }
            }
        }

        return points;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class NoJournal : IJournal
    {
        public long Head => 0;

        public ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<JournalEntry>>([]);
    }
}
