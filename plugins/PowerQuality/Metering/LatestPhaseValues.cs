using System.Collections.Concurrent;
using PiHub.Sdk.Events;
using PiHub.Sdk.Readings;

namespace PiHub.Plugins.PowerQuality.Metering;

/// <summary>Keeps the newest values of each phase of each three-phase meter, and tells live pages about them.</summary>
internal sealed class LatestPhaseValues(IEventStream events) : ISampleHandler
{
    private const int MaximumMeters = 100;

    private static readonly (string Phase, string Prefix)[] Phases = [("L1", "l1."), ("L2", "l2."), ("L3", "l3.")];

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, PhaseReading>> _meters = new(StringComparer.Ordinal);
    private volatile string? _lastMeter;

    /// <summary>The phases of a meter, or without an id of the meter that reported last; null when there is none.</summary>
    public IReadOnlyDictionary<string, PhaseReading>? Find(string? device) =>
        (device ?? _lastMeter) is { } meter ? _meters.GetValueOrDefault(meter) : null;

    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, PhaseReading>? known = _meters.GetValueOrDefault(sample.Device);
        if (known is null && _meters.Count >= MaximumMeters)
        {
            return ValueTask.CompletedTask;
        }

        var phases = new Dictionary<string, PhaseReading>(StringComparer.Ordinal);
        bool changed = false;
        foreach ((string phase, string prefix) in Phases)
        {
            PhaseReading? newest = known?.GetValueOrDefault(phase);
            PhaseReading? read = Read(sample, prefix);
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

        if (changed)
        {
            _meters[sample.Device] = phases;
            _lastMeter = sample.Device;
            events.Publish(phases, PowerQualityJson.Default.IReadOnlyDictionaryStringPhaseReading);
        }

        return ValueTask.CompletedTask;
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
