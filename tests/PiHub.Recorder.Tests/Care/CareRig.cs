using PiHub.Recorder.Blocks;
using PiHub.Recorder.Files;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Care;

/// <summary>A whole store on the machine's disk, with small files, that a test can damage.</summary>
internal sealed class CareRig : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private BlockEngine? _engine;
    private ReadingStore? _store;

    public string Path => _folder.Path;

    public string IndexPath => System.IO.Path.Combine(Path, "index.db");

    public IEnumerable<string> BlockFiles => Directory.GetFiles(System.IO.Path.Combine(Path, "blocks")).Order(StringComparer.Ordinal);

    public ReadingStore Store => _store ?? throw new InvalidOperationException("It is not started.");

    public static DiskFileSystem Disk => new(new WriteMeter());

    public async Task StartAsync()
    {
        var options = new RecorderOptions { Folder = Path, JournalSegmentBytes = 65_536 };
        _engine = new BlockEngine(options, Disk, TimeProvider.System, _folder.Log, rotateBytes: 16_384);
        _store = _folder.Create(options, _engine);
        await _store.StartAsync(default);
    }

    public async Task StopAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _store = null;
    }

    public Task FlushAsync() => _engine?.FlushAsync(default) ?? Task.CompletedTask;

    /// <summary>Appends the numbers from one on to another, a second apart, each its own value.</summary>
    public Task AppendAsync(int from, int to, string device = "meter") => Task.WhenAll(Enumerable.Range(from, to - from)
        .Select(number => Store.AppendAsync(StoreFolder.Sample(number * 1_000L, number, device: device), default).AsTask()));

    /// <summary>Starts, fills with the numbers 0 to 9,999, writes them into blocks, and stops.</summary>
    public async Task FillAsync()
    {
        await StartAsync();
        await AppendAsync(0, 10_000);
        await FlushAsync();
        await StopAsync();
    }

    public Task<List<double>> ReadAsync(string device = "meter") => ReadAsync(Store, device);

    /// <summary>The numbers of a store, whose times must be theirs.</summary>
    public static async Task<List<double>> ReadAsync(ReadingStore store, string device = "meter")
    {
        var numbers = new List<double>();
        await foreach (ReadingRun run in store.ReadAsync(
            device, "power_watt", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1), default))
        {
            for (int index = 0; index < run.Count; index++)
            {
                ReadingPoint point = run.PointAt(index);
                numbers.Add(point.Value.Number ?? double.NaN);
                Assert.Equal(point.Time.ToUnixTimeMilliseconds(), numbers[^1] * 1_000);
            }
        }

        return numbers;
    }

    /// <summary>Changes a bit in the middle of a file.</summary>
    public static void Flip(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = file.Length / 2;
        int before = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(before ^ 1));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }
}
