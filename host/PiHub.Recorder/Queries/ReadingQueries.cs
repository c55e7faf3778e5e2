using System.Runtime.CompilerServices;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Reads from the engine on the thread pool, a bounded number of queries at a time, so that neither callers nor recording are held
/// up. The next query waits.</summary>
/// <param name="engine">Where the readings are.</param>
/// <param name="kinds">Which metrics are counters.</param>
/// <param name="calendar">Where buckets begin.</param>
/// <param name="concurrency">How many queries may read at the same time.</param>
internal sealed class ReadingQueries(IReadingEngine engine, IMetricKinds kinds, BucketCalendar calendar, int concurrency) : IAsyncDisposable
{
    /// <summary>About how many readings a streaming read holds in memory, and for which it keeps its place among the queries.</summary>
    private const int StreamedAtOnce = 65_536;

    private readonly SemaphoreSlim _free = new(concurrency, concurrency);
    private readonly CancellationTokenSource _stopping = new();

    public ValueTask<ReadingSeries> QueryAsync(ReadingQuery query, CancellationToken cancellationToken)
    {
        QueryRules.Check(query);
        return RunAsync(
            async cancelled => await ViewAsync(query, cancelled) is { } view
                ? await new SeriesReader(view, cancelled).ReadAsync(query)
                : SeriesReader.Empty(query),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<ReadingSeries>> QueryAlignedAsync(
        IReadOnlyList<ReadingQuery> queries, CancellationToken cancellationToken)
    {
        QueryRules.CheckAligned(queries);
        TimeSpan width = queries[0] is { Points: { } points } query
            ? BucketWidth.For(QueryRange.Of(query), points, calendar)
            : BucketWidth.Of(queries[0].Level ?? ReadingLevel.Minute) ?? BucketWidth.Shortest;
        return RunAsync<IReadOnlyList<ReadingSeries>>(
            async cancelled =>
            {
                var answers = new List<ReadingSeries>(queries.Count);
                foreach (ReadingQuery one in queries)
                {
                    answers.Add(await ViewAsync(one, cancelled) is { } view
                        ? await new SeriesReader(view, cancelled).ReadBucketsAsync(one, width)
                        : SeriesReader.Empty(one, width));
                }

                return answers;
            },
            cancellationToken);
    }

    public ValueTask<ReadingIntegral> IntegrateAsync(ReadingQuery query, CancellationToken cancellationToken)
    {
        QueryRules.Check(query);
        return RunAsync(
            async cancelled => await ViewAsync(query, cancelled) is { } view
                ? await new IntegralReader(view, cancelled).ReadAsync(query, ReadingLevel.Raw)
                : Nothing(query),
            cancellationToken);
    }

    public ValueTask<ReadingStatistics> StatisticsAsync(ReadingQuery query, CancellationToken cancellationToken)
    {
        QueryRules.Check(query);
        return RunAsync(
            async cancelled => await ViewAsync(query, cancelled) is { } view
                ? await new StatisticsReader(view, cancelled).ReadAsync(query)
                : new ReadingStatistics { Level = ReadingLevel.Raw, Integral = Nothing(query) },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<DeviceEvent>> QueryEventsAsync(
        string device, DateTimeOffset? before, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        long? end = before is { } time ? UnixTime.Ceiling(time) : null;
        return RunAsync(cancelled => engine.ReadEventsAsync(device, end, limit, cancelled), cancellationToken);
    }

    /// <summary>Reads a whole range, oldest first, in memory that does not grow with it. Between two portions it waits its turn again, so
    /// that a slow reader holds up no query.</summary>
    public async IAsyncEnumerable<ReadingRun> ReadAsync(
        string device, string metric, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rest = new TimeRange(QueryRange.Clamp(UnixTime.Ceiling(from)), QueryRange.Clamp(UnixTime.Ceiling(to)));
        while (!rest.IsEmpty && engine.FindSeries(device, metric) is { } series)
        {
            TimeRange wanted = rest;
            List<ReadingRun> portion = await RunAsync(cancelled => PortionAsync(series, wanted, cancelled), cancellationToken);
            foreach (ReadingRun run in portion)
            {
                yield return run;
            }

            rest = portion.Count == 0 ? default : rest with { FromMilliseconds = portion[^1].Times[^1] + 1 };
        }
    }

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

    private static ReadingIntegral Nothing(ReadingQuery query) =>
        new() { UnitHours = 0, Covered = TimeSpan.Zero, Gaps = [new ReadingGap(query.From, query.To)] };

    private async ValueTask<SeriesView?> ViewAsync(ReadingQuery query, CancellationToken cancellationToken) =>
        engine.FindSeries(query.Device, query.Metric) is { } series
            ? new SeriesView(
                engine,
                series,
                await engine.RollupStateAsync(series, cancellationToken),
                kinds.KindOf(query.Device, query.Metric),
                calendar)
            : null;

    private async ValueTask<List<ReadingRun>> PortionAsync(RecordedSeries series, TimeRange range, CancellationToken cancellationToken)
    {
        List<ReadingRun> portion = [];
        int count = 0;
        await foreach (ReadingRun run in engine.ReadAsync(series, range, cancellationToken))
        {
            portion.Add(run);
            count += run.Count;
            if (count >= StreamedAtOnce)
            {
                break;
            }
        }

        portion.RemoveAll(run => run.Count == 0);
        return portion;
    }

    private async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _free.WaitAsync(cancelled.Token);
        try
        {
            return await Task.Run(async () => await read(cancelled.Token), cancelled.Token);
        }
        finally
        {
            _free.Release();
        }
    }
}
