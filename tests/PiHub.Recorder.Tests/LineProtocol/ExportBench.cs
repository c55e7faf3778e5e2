using System.Diagnostics;
using PiHub.Recorder.Clock;
using PiHub.Recorder.LineProtocol;
using PiHub.Recorder.Tests.Clock;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.LineProtocol;

/// <summary>A store with an export on top, both of which a test can restart.</summary>
internal sealed class ExportBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly StoreFolder _folder = new();
    private readonly ILineSender? _sender;
    private readonly List<IDisposable> _owned = [];
    private readonly ClockWatch _watch = new(new FakeClockState(isUnset: false), DateTimeOffset.UnixEpoch, TimeProvider.System, new LogWatch());
    private ReadingStore? _store;
    private LineProtocolExport? _export;

    public ExportBench(LineProtocolOptions options, ILineSender? sender = null)
    {
        (Options, _sender) = (options, sender);
        options.Interval = TimeSpan.FromMilliseconds(100);
    }

    public LineProtocolOptions Options { get; }

    public LogWatch Log { get; } = new();

    public ReadingStore Store => _store ?? throw new InvalidOperationException("Not started.");

    public LineProtocolStatus Status => _export?.Status ?? throw new InvalidOperationException("Not started.");

    public static ExportBench To(ServerProcess server, Action<LineProtocolOptions>? configure = null)
    {
        var options = new LineProtocolOptions { Url = server.Url, Database = "home" };
        configure?.Invoke(options);
        return new ExportBench(options);
    }

    public async Task StartStoreAsync() => _store ??= await _folder.StartAsync();

    /// <summary>Starts both, and waits until the export has its place.</summary>
    public async Task StartAsync()
    {
        await StartStoreAsync();
        var board = new ExportBoard(TimeProvider.System, Log);
        var batches = new BatchSender(
            _sender ?? Own(new HttpLineSender(Options, TimeProvider.System)),
            new LineEncoder(Options.Measurement, Options.Tags),
            new ExportFilter(Options.Include, Options.Exclude),
            new RefusedFields(TimeProvider.System),
            board,
            Options);
        var pace = new ExportPace(TimeProvider.System, new Random(1));
        _export = new LineProtocolExport(Store.Feed.Log, batches, board, pace, new ExportClock(_watch), Options);
        await _export.StartAsync(CancellationToken.None);
        while ((await Store.Feed.Log.CursorsAsync(LineProtocolExport.CursorName, CancellationToken.None)).Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public async Task StopExportAsync()
    {
        if (_export is not null)
        {
            await _export.DisposeAsync();
            _export = null;
        }
    }

    public async Task RestartAsync()
    {
        await StopExportAsync();
        await Store.DisposeAsync();
        _store = null;
        await StartAsync();
    }

    public ValueTask AppendAsync(long milliseconds, params (string Metric, MetricValue Value)[] metrics) =>
        AppendAsync(milliseconds, ReadingQuality.Good, metrics);

    public ValueTask AppendAsync(long milliseconds, ReadingQuality quality, params (string Metric, MetricValue Value)[] metrics) =>
        Store.AppendAsync(
            new Sample
            {
                Device = "meter",
                Time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
                Metrics = metrics.ToDictionary(one => one.Metric, one => one.Value),
                Quality = quality,
            },
            CancellationToken.None);

    /// <summary>Waits until nothing waits.</summary>
    public Task DrainedAsync() => UntilAsync(() => Status is { Lag: 0, State: LineProtocolState.Ok });

    public static async Task UntilAsync(Func<bool> condition)
    {
        long started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "It did not happen within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopExportAsync();
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        await _watch.DisposeAsync();
        _owned.ForEach(one => one.Dispose());
        _folder.Dispose();
    }

    private T Own<T>(T one)
        where T : IDisposable
    {
        _owned.Add(one);
        return one;
    }
}
