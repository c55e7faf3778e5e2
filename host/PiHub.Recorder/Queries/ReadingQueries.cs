using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Answers queries from the engine, some at a time.</summary>
internal sealed class ReadingQueries(IReadingEngine engine, int concurrency) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(concurrency, concurrency);
    private readonly CancellationTokenSource _stopping = new();

    public ValueTask<ReadingSeries> ReadAsync(ReadingQuery query, CancellationToken cancellationToken) => RunAsync(
        async cancelled =>
        {
            if (engine.FindSeries(query.Device, query.Metric) is not { } series)
            {
                return SeriesReader.Empty(query);
            }

            var range = new TimeRange(UnixTime.Ceiling(query.From), UnixTime.Ceiling(query.To));
            var runs = new List<ReadingRun>();
            await foreach (ReadingRun run in engine.ReadAsync(series, range, cancelled))
            {
                runs.Add(run);
            }

            return new SeriesReader(runs, cancelled).Read(query);
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<DeviceEvent>> ReadEventsAsync(
        string device, DateTimeOffset? before, int limit, CancellationToken cancellationToken) => RunAsync(
        cancelled => engine.ReadEventsAsync(device, before is { } time ? UnixTime.Ceiling(time) : null, limit, cancelled), cancellationToken);

    /// <summary>Cancels running queries and waits until they have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        for (int i = 0; i < concurrency; i++)
        {
            await _free.WaitAsync(CancellationToken.None);
        }

        _free.Dispose();
        _stopping.Dispose();
    }

    private async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _free.WaitAsync(cancelled.Token);
        try
        {
            return await read(cancelled.Token);
        }
        finally
        {
            _free.Release();
        }
    }
}
