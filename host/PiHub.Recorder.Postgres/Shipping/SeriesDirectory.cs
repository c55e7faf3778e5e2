using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>The series by name and by id. New ones get the next id, those of one sample by name: whoever applies the same journal entries to
/// the same directory gets the same ids. One caller at a time.</summary>
internal sealed class SeriesDirectory
{
    private readonly Dictionary<(string Device, string Metric), RecordedSeries> _byName;
    private readonly HashSet<RecordedSeries> _all;

    public SeriesDirectory(IEnumerable<RecordedSeries> series, long lastId)
    {
        _byName = series.ToDictionary(one => (one.Device, one.Metric));
        _all = [.. _byName.Values];
        LastId = lastId;
    }

    /// <summary>The highest id that was ever given.</summary>
    public long LastId { get; private set; }

    public int Count => _all.Count;

    public SeriesDirectory Copy() => new(_all, LastId);

    public RecordedSeries? Find(string device, string metric) => _byName.GetValueOrDefault((device, metric));

    public bool Contains(RecordedSeries series) => _all.Contains(series);

    public IReadOnlyList<RecordedSeries> List(string? device) =>
        [.. _all.Where(series => device is null || series.Device == device)
            .OrderBy(series => series.Device, StringComparer.Ordinal).ThenBy(series => series.Metric, StringComparer.Ordinal)];

    /// <summary>Adds the series of a sample that are new.</summary>
    /// <returns>Them; null when there are none.</returns>
    public List<RecordedSeries>? Add(Sample sample)
    {
        List<string>? missing = null;
        foreach (string metric in sample.Metrics.Keys)
        {
            if (!_byName.ContainsKey((sample.Device, metric)))
            {
                (missing ??= []).Add(metric);
            }
        }

        missing?.Sort(StringComparer.Ordinal);
        return missing?.ConvertAll(metric =>
        {
            var series = new RecordedSeries(++LastId, sample.Device, metric);
            _byName.Add((sample.Device, metric), series);
            _all.Add(series);
            return series;
        });
    }

    /// <summary>Removes a device's series.</summary>
    public IReadOnlyList<RecordedSeries> Remove(string device)
    {
        IReadOnlyList<RecordedSeries> removed = List(device);
        foreach (RecordedSeries series in removed)
        {
            _byName.Remove((series.Device, series.Metric));
            _all.Remove(series);
        }

        return removed;
    }
}
