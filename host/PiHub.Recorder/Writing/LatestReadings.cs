using PiHub.Recorder.Journal;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Writing;

/// <summary>The newest committed reading of each series, in memory.</summary>
internal sealed class LatestReadings
{
    private readonly Lock _lock = new();

    // Guarded by _lock; with the number of the entry that brought it, 0 for what the engine had.
    private readonly SortedDictionary<string, SortedDictionary<string, (Reading Reading, long Number)>> _devices =
        new(StringComparer.Ordinal);

    /// <summary>Copies out, ordered by device and metric.</summary>
    public IReadOnlyList<Reading> Of(string? device)
    {
        lock (_lock)
        {
            return device is null ? [.. _devices.Values.SelectMany(metrics => metrics.Values).Select(known => known.Reading)]
                : _devices.TryGetValue(device, out var found) ? [.. found.Values.Select(known => known.Reading)]
                : [];
        }
    }

    /// <summary>Takes what the engine has.</summary>
    public void Load(IEnumerable<Reading> readings)
    {
        lock (_lock)
        {
            foreach (Reading reading in readings)
            {
                Put(reading, number: 0);
            }
        }
    }

    /// <summary>Takes committed entries, in order.</summary>
    public void Apply(IReadOnlyList<JournalEntry> committed)
    {
        lock (_lock)
        {
            foreach (JournalEntry entry in committed)
            {
                switch (entry)
                {
                    case SampleEntry { Sample: { } sample }:
                        Put(sample, entry.Number);
                        break;
                    case DeletionEntry { Device: { } device }:
                        _devices.Remove(device);
                        break;
                    case ClockEntry clock:
                        Correct(clock);
                        break;
                }
            }
        }
    }

    private void Put(Sample sample, long number)
    {
        DateTimeOffset time = UnixTime.ToTime(UnixTime.Floor(sample.Time));
        foreach ((string metric, MetricValue value) in sample.Metrics)
        {
            Put(new Reading { Device = sample.Device, Metric = metric, Time = time, Value = value, Quality = sample.Quality }, number);
        }
    }

    private void Put(Reading reading, long number)
    {
        if (!_devices.TryGetValue(reading.Device, out var metrics))
        {
            _devices.Add(reading.Device, metrics = new SortedDictionary<string, (Reading, long)>(StringComparer.Ordinal));
        }

        if (!metrics.TryGetValue(reading.Metric, out (Reading Reading, long Number) known) || known.Reading.Time <= reading.Time)
        {
            metrics[reading.Metric] = (reading, number);
        }
    }

    private void Correct(ClockEntry clock)
    {
        foreach (SortedDictionary<string, (Reading Reading, long Number)> metrics in _devices.Values)
        {
            foreach ((string metric, (Reading reading, long number)) in metrics.ToList())
            {
                if (number >= clock.From && reading.Quality == ReadingQuality.TimeEstimated)
                {
                    metrics[metric] = (reading with { Time = reading.Time + clock.Offset, Quality = ReadingQuality.TimeCorrected }, number);
                }
            }
        }
    }
}
