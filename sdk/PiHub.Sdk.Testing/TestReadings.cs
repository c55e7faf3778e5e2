using PiHub.Sdk.Readings;
using PiHub.Sdk.Testing.Readings;

namespace PiHub.Sdk.Testing;

/// <summary>Recorded readings in memory.</summary>
/// <remarks>Nothing expires; days are UTC's; no metric is taken for a counter. Safe from any thread. Since 0.2.</remarks>
public sealed class TestReadings : IReadings
{
    private readonly Lock _lock = new(); // guards the fields below
    private readonly SortedDictionary<(string Device, string Metric), SortedList<DateTimeOffset, ReadingPoint>> _series = new(NameOrder.Instance);
    private Action<Sample> _recorded = _ => { };

    internal TestReadings()
    {
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(Sample sample, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        cancellationToken.ThrowIfCancellationRequested();
        Record(sample);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reading> Latest(string? device)
    {
        lock (_lock)
        {
            return
            [
                .. _series.Where(series => device is null || series.Key.Device == device).Select(series => new Reading
                {
                    Device = series.Key.Device,
                    Metric = series.Key.Metric,
                    Value = series.Value.GetValueAtIndex(series.Value.Count - 1).Value,
                    Time = series.Value.GetKeyAtIndex(series.Value.Count - 1),
                    Quality = series.Value.GetValueAtIndex(series.Value.Count - 1).Quality,
                }),
            ];
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadingSeries> QueryAsync(ReadingQuery query, CancellationToken cancellationToken)
    {
        SeriesQuery.Check(query);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(SeriesQuery.Answer(query, Range(query)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadingSeries>> QueryAlignedAsync(
        IReadOnlyList<ReadingQuery> queries, CancellationToken cancellationToken)
    {
        AlignedQuery.Check(queries);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyList<ReadingSeries>>([.. queries.Select(query => AlignedQuery.Answer(query, Range(query)))]);
    }

    /// <inheritdoc/>
    public ValueTask<ReadingIntegral> IntegrateAsync(ReadingQuery query, CancellationToken cancellationToken)
    {
        SeriesQuery.Check(query);
        cancellationToken.ThrowIfCancellationRequested();
        ReadingPoint[] all = Range(query with { From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue });
        return ValueTask.FromResult(Integration.Of(query, all));
    }

    internal void Record(Sample sample)
    {
        // To the millisecond, as the recorder keeps it.
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(sample.Time.ToUnixTimeMilliseconds());
        lock (_lock)
        {
            foreach ((string metric, MetricValue value) in sample.Metrics)
            {
                if (!_series.TryGetValue((sample.Device, metric), out SortedList<DateTimeOffset, ReadingPoint>? series))
                {
                    _series[(sample.Device, metric)] = series = [];
                }

                series[time] = new ReadingPoint(time, value) { Quality = sample.Quality };
            }

            _recorded(sample with { Time = time });
        }
    }

    internal void OnRecorded(Action<Sample> recorded)
    {
        lock (_lock)
        {
            _recorded += recorded;
        }
    }

    // What is recorded in the query's range, oldest first.
    private ReadingPoint[] Range(ReadingQuery query)
    {
        lock (_lock)
        {
            return _series.TryGetValue((query.Device, query.Metric), out SortedList<DateTimeOffset, ReadingPoint>? series)
                ? [.. series.Values.Where(point => point.Time >= query.From && point.Time < query.To)]
                : [];
        }
    }

    private sealed class NameOrder : IComparer<(string Device, string Metric)>
    {
        public static readonly NameOrder Instance = new();

        public int Compare((string Device, string Metric) x, (string Device, string Metric) y) =>
            string.CompareOrdinal(x.Device, y.Device) is not 0 and int order ? order : string.CompareOrdinal(x.Metric, y.Metric);
    }
}
