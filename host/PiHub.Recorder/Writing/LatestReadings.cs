using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Writing;

/// <summary>The newest committed reading of each series, in memory.</summary>
internal sealed class LatestReadings
{
    private readonly Lock _lock = new();

    // Guarded by _lock.
    private readonly SortedDictionary<string, SortedDictionary<string, Reading>> _devices = new(StringComparer.Ordinal);

    /// <summary>Copies out, ordered by device and metric.</summary>
    public IReadOnlyList<Reading> Of(string? device)
    {
        lock (_lock)
        {
            return device is null ? [.. _devices.Values.SelectMany(metrics => metrics.Values)]
                : _devices.TryGetValue(device, out SortedDictionary<string, Reading>? found) ? [.. found.Values]
                : [];
        }
    }

    /// <summary>Takes what was loaded from disk.</summary>
    public void Load(IEnumerable<Reading> readings)
    {
        lock (_lock)
        {
            foreach (Reading reading in readings)
            {
                Put(reading.Device, reading.Metric, reading.Time, reading.Value);
            }
        }
    }

    /// <summary>Takes committed writes, in order.</summary>
    public void Apply(IEnumerable<PendingWrite> committed)
    {
        lock (_lock)
        {
            foreach (PendingWrite write in committed)
            {
                if (write.Sample is { } sample)
                {
                    DateTimeOffset time = UnixTime.ToTime(UnixTime.Floor(sample.Time));
                    foreach ((string metric, MetricValue value) in sample.Metrics)
                    {
                        Put(sample.Device, metric, time, value);
                    }
                }
                else if (write.IsDeletion)
                {
                    _devices.Remove(write.Device);
                }
            }
        }
    }

    private void Put(string device, string metric, DateTimeOffset time, MetricValue value)
    {
        if (!_devices.TryGetValue(device, out SortedDictionary<string, Reading>? metrics))
        {
            _devices.Add(device, metrics = new SortedDictionary<string, Reading>(StringComparer.Ordinal));
        }

        if (!metrics.TryGetValue(metric, out Reading? known) || known.Time <= time)
        {
            metrics[metric] = new Reading { Device = device, Metric = metric, Time = time, Value = value };
        }
    }
}
