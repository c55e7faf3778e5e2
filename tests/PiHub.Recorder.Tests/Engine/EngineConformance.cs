using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>What every engine must do, whatever it is made of: the words of <see cref="IReadingEngine"/> as tests.</summary>
/// <param name="storage">Where the engine keeps its things; disposed with the test.</param>
public abstract class EngineConformance(IEngineStorage storage) : IAsyncLifetime
{
    protected const string Device = "meter";
    protected const string Metric = "power_watt";
    protected const string Other = "barn";

    // A whole day and hour of 2026, ms since 1970 UTC.
    protected const long Day = 1_767_225_600_000;
    protected const long Hour = 3_600_000;
    protected const long Minute = 60_000;

    protected IReadingEngine Engine { get; private set; } = null!; // set by InitializeAsync, before each test

    /// <summary>What the engine said it has when it was opened.</summary>
    protected IReadOnlyList<Reading> Opened { get; private set; } = [];

    private protected ListJournal Journal { get; } = new();

    public Task InitializeAsync() => OpenAsync();

    public async Task DisposeAsync()
    {
        await Engine.DisposeAsync();
        await storage.DisposeAsync();
    }

    /// <summary>As after a restart of the hub: what the engine needs is taken once more.</summary>
    protected async Task ReopenAsync()
    {
        await Engine.DisposeAsync();
        await OpenAsync();
    }

    protected Task SettleAsync() => storage.SettleAsync(Engine);

    protected long Put(
        long time, MetricValue value, ReadingQuality quality = ReadingQuality.Good, string device = Device, string metric = Metric) =>
        PutAll(time, new Dictionary<string, MetricValue> { [metric] = value }, quality, device);

    protected long PutAll(
        long time, IReadOnlyDictionary<string, MetricValue> metrics, ReadingQuality quality = ReadingQuality.Good, string device = Device) =>
        Commit((number, at) => new SampleEntry(number, at, SampleOf(time, metrics, quality, device)));

    /// <summary>Commits many readings of one series at once, as a busy hub does.</summary>
    protected void PutMany(int count, Func<int, (long Time, double Value)> reading, string device = Device)
    {
        JournalEntry[] entries = new JournalEntry[count];
        for (int index = 0; index < count; index++)
        {
            (long time, double value) = reading(index);
            var metrics = new Dictionary<string, MetricValue> { [Metric] = value };
            entries[index] = Journal.Append((number, at) =>
                new SampleEntry(number, at, SampleOf(time, metrics, ReadingQuality.Good, device)));
        }

        Engine.Take(entries);
    }

    protected long PutEvent(long time, string type, string payload, string device = Device) => Commit((number, at) => new EventEntry(
        number, at, new DeviceEvent { Device = device, Time = UnixTime.ToTime(time), Type = type, Payload = payload }));

    protected long Delete(string device) => Commit((number, at) => new DeletionEntry(number, at, device));

    protected long SetClock(long from, TimeSpan offset) => Commit((number, at) => new ClockEntry(number, at, from, offset));

    protected RecordedSeries Series(string device = Device, string metric = Metric)
    {
        RecordedSeries? series = Engine.FindSeries(device, metric);
        Assert.NotNull(series);
        return series;
    }

    protected Task<List<StoredReading>> ReadAsync(string device = Device, string metric = Metric, TimeRange? range = null) =>
        Engine.FindSeries(device, metric) is { } series
            ? ReadAsync(series, range ?? TimeRange.All)
            : Task.FromResult(new List<StoredReading>());

    protected async Task<List<StoredReading>> ReadAsync(RecordedSeries series, TimeRange range)
    {
        var found = new List<StoredReading>();
        await foreach (ReadingRun run in Engine.ReadAsync(series, range, CancellationToken.None))
        {
            for (int index = 0; index < run.Count; index++)
            {
                Assert.True(found.Count == 0 || found[^1].Time < run.Times[index], "Runs must ascend and not overlap.");
                Assert.True(range.Contains(run.Times[index]), "A reading is out of the range.");
                found.Add(new StoredReading(run.Times[index], run.ValueAt(index), run.FlagsAt(index).Quality));
            }
        }

        return found;
    }

    /// <summary>The series has exactly these readings: now, when all is in the store, and after a restart.</summary>
    protected async Task ExpectSeriesAsync(string device, string metric, params StoredReading[] expected)
    {
        Assert.Equal(expected, await ReadAsync(device, metric));
        await SettleAsync();
        Assert.Equal(expected, await ReadAsync(device, metric));
        await ReopenAsync();
        Assert.Equal(expected, await ReadAsync(device, metric));
    }

    protected Task ExpectAsync(params StoredReading[] expected) => ExpectSeriesAsync(Device, Metric, expected);

    protected async Task<List<RollupBucket>> RollupsAsync(ReadingLevel level, TimeRange? range = null, RecordedSeries? series = null)
    {
        var found = new List<RollupBucket>();
        await foreach (IReadOnlyList<RollupBucket> page in
            Engine.ReadRollupsAsync(series ?? Series(), level, range ?? TimeRange.All, CancellationToken.None))
        {
            found.AddRange(page);
        }

        return found;
    }

    protected ValueTask<RollupState> StateAsync(RecordedSeries? series = null) =>
        Engine.RollupStateAsync(series ?? Series(), CancellationToken.None);

    /// <summary>Writes buckets from the state of now.</summary>
    protected async Task WriteAsync(params RollupPart[] parts)
    {
        RollupState state = await StateAsync();
        Assert.True(await Engine.WriteRollupsAsync(
            new RollupWrite { Series = Series(), Version = state.Version, Parts = parts }, CancellationToken.None));
    }

    private static Sample SampleOf(
        long time, IReadOnlyDictionary<string, MetricValue> metrics, ReadingQuality quality, string device) =>
        new() { Device = device, Time = UnixTime.ToTime(time), Metrics = metrics, Quality = quality };

    private long Commit(Func<long, DateTimeOffset, JournalEntry> make)
    {
        JournalEntry entry = Journal.Append(make);
        Engine.Take([entry]);
        return entry.Number;
    }

    private async Task OpenAsync()
    {
        Engine = storage.Create();
        Opened = await Engine.OpenAsync(Journal, CancellationToken.None);
        Engine.Take(Journal.From(Engine.NeededFrom));
    }
}
