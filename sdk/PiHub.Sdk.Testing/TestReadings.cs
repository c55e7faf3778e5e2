using PiHub.Sdk.Readings;
using PiHub.Sdk.Testing.Readings;

namespace PiHub.Sdk.Testing;

/// <summary>Recorded readings in memory.</summary>
/// <remarks>Nothing expires. Safe from any thread. Since 0.2.</remarks>
public sealed class TestReadings : IReadings
{
    private readonly Lock _lock = new(); // guards the fields below
    private readonly SortedDictionary<(string Device, string Metric), SortedList<DateTimeOffset, MetricValue>> _series = new(NameOrder.Instance);
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
                    Value = series.Value.GetValueAtIndex(series.Value.Count - 1),
                    Time = series.Value.GetKeyAtIndex(series.Value.Count - 1),
                }),
            ];
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadingSeries> QueryAsync(ReadingQuery query, CancellationToken cancellationToken)
    {
        SeriesQuery.Check(query);
        cancellationToken.ThrowIfCancellationRequested();
        ReadingPoint[] points;
        lock (_lock)
        {
            points = _series.TryGetValue((query.Device, query.Metric), out SortedList<DateTimeOffset, MetricValue>? series)
                ? [.. series.Where(point => point.Key >= query.From && point.Key < query.To).Select(point => new ReadingPoint(point.Key, point.Value))]
                : [];
        }

        return ValueTask.FromResult(SeriesQuery.Answer(query, points));
    }

    internal void Record(Sample sample)
    {
        // To the millisecond, as the recorder keeps it.
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(sample.Time.ToUnixTimeMilliseconds());
        lock (_lock)
        {
            foreach ((string metric, MetricValue value) in sample.Metrics)
            {
                if (!_series.TryGetValue((sample.Device, metric), out SortedList<DateTimeOffset, MetricValue>? series))
                {
                    _series[(sample.Device, metric)] = series = [];
                }

                series[time] = value;
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

    private sealed class NameOrder : IComparer<(string Device, string Metric)>
    {
        public static readonly NameOrder Instance = new();

        public int Compare((string Device, string Metric) x, (string Device, string Metric) y) =>
            string.CompareOrdinal(x.Device, y.Device) is not 0 and int order ? order : string.CompareOrdinal(x.Metric, y.Metric);
    }
}
