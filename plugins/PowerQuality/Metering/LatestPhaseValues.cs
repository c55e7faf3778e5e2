using System.Collections.Concurrent;
using PiHub.Sdk.Events;
using PiHub.Sdk.Readings;

namespace PiHub.Plugins.PowerQuality.Metering;

/// <summary>Keeps the newest values of each phase of each three-phase meter, and tells live pages about them.</summary>
internal sealed class LatestPhaseValues(IEventStream events, TimeProvider time) : ISampleHandler
{
    private const int MaximumMeters = 100;

    private static readonly (string Phase, string Prefix)[] Phases = [("L1", "l1."), ("L2", "l2."), ("L3", "l3.")];

    // How far a meter may lag behind the newest sample and still be the one that is shown, and how long a silent one keeps its place.
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, MeterState> _meters = new(StringComparer.Ordinal);

    /// <summary>The phases of a meter, or without an id of the first by id of those that report now; null when there is none.</summary>
    public IReadOnlyDictionary<string, PhaseReading>? Find(string? device) =>
        (device is null ? FindFirst() : _meters.GetValueOrDefault(device))?.Phases;

    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, PhaseReading>? known = Find(sample.Device);
        var phases = new Dictionary<string, PhaseReading>(StringComparer.Ordinal);
        bool isMeter = false;
        bool changed = false;
        foreach ((string phase, string prefix) in Phases)
        {
            PhaseReading? newest = known?.GetValueOrDefault(phase);
            PhaseReading? read = Read(sample, prefix);
            isMeter |= read is not null;
            if (read is not null && (newest is null || newest.Timestamp <= read.Timestamp))
            {
                newest = read; // an older sample that comes late changes nothing
                changed = true;
            }

            if (newest is not null)
            {
                phases.Add(phase, newest);
            }
        }

        if (isMeter && (known is not null || HasRoom()))
        {
            _meters[sample.Device] = new MeterState(phases, time.GetTimestamp());
            if (changed)
            {
                events.Publish(phases, PowerQualityJson.Default.IReadOnlyDictionaryStringPhaseReading);
            }
        }

        return ValueTask.CompletedTask;
    }

    // By id and not by who reported last, so that with several meters the page stays with one.
    private MeterState? FindFirst()
    {
        KeyValuePair<string, MeterState>[] meters = [.. _meters];
        if (meters.Length == 0)
        {
            return null;
        }

        long newest = meters.Max(meter => meter.Value.ReportedAt);
        return meters
            .Where(meter => time.GetElapsedTime(meter.Value.ReportedAt, newest) <= ShownFor)
            .MinBy(meter => meter.Key, StringComparer.Ordinal).Value;
    }

    private bool HasRoom()
    {
        foreach ((string device, MeterState meter) in _meters)
        {
            if (time.GetElapsedTime(meter.ReportedAt) >= KeptFor)
            {
                _meters.TryRemove(device, out _);
            }
        }

        return _meters.Count < MaximumMeters;
    }

    private static PhaseReading? Read(Sample sample, string prefix)
    {
        double? voltage = Number(sample, prefix + "voltage_rms");
        double? current = Number(sample, prefix + "current_rms");
        double? power = Number(sample, prefix + "power_watt");
        return voltage is null && current is null && power is null
            ? null
            : new PhaseReading(
                sample.Time, voltage, current, power, Number(sample, prefix + "voltage_freq") ?? Number(sample, "voltage_freq"));
    }

    private static double? Number(Sample sample, string metric) =>
        sample.Metrics.TryGetValue(metric, out MetricValue value) ? value.Number : null;
}
