using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PiHub.Benchmarks.Load;
using PiHub.Recorder;
using PiHub.Sdk.Readings;

namespace PiHub.Benchmarks.Stores;

/// <summary>PiHub's recorder as the hub composes it, without the broker in front: appends complete after commit and sync.</summary>
internal sealed class HubStore : IStoreClient
{
    public const string Name = "PiHub";

    /// <summary>How many samples wait for their commit at a time, as from so many clients.</summary>
    private const int SamplesUnderWay = 1_000;

    /// <summary>What the clock shows before the first sample: 2025, for a hub takes no clock for set that shows 1970.</summary>
    private const long EarliestMs = 1_735_689_600_000;

    private readonly ServiceProvider _services;
    private readonly IReadingStore _store;
    private readonly LoadClock _clock;
    private readonly string _clockPath;

    private HubStore(ServiceProvider services, LoadClock clock, string clockPath)
    {
        _services = services;
        _clock = clock;
        _clockPath = clockPath;
        _store = services.GetRequiredService<IReadingStore>();
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
        services.AddPiHubRecorder(options => options.Folder = Path.Combine(folder, "readings"));
        ServiceProvider provider = services.BuildServiceProvider();
        foreach (IHostedService service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
        }

        return new HubStore(provider, clock, clockPath);
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

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
