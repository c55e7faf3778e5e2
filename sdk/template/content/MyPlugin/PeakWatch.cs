using System.Collections.Concurrent;
using PiHub.Sdk.Events;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Settings;

namespace MyPlugin;

/// <summary>Keeps the highest value of each device, and tells live pages of a new one.</summary>
/// <remarks>One object as long as the plugin runs. Samples come one at a time; routes ask meanwhile, from other threads.</remarks>
internal sealed class PeakWatch(ISettings<MyPluginSettings> settings, IEventStream events) : ISampleHandler
{
    private readonly ConcurrentDictionary<string, Peak> _peaks = new();

    public Peak[] All => [.. _peaks.Values.OrderBy(peak => peak.Device, StringComparer.Ordinal)];

    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        MyPluginSettings now = settings.Current;
        if (sample.Metrics.TryGetValue(now.Metric, out MetricValue metric) && metric.Number is { } value && value >= now.Minimum
            && !(_peaks.TryGetValue(sample.Device, out Peak? highest) && highest.Value >= value))
        {
            Peak peak = _peaks[sample.Device] = new Peak(sample.Device, value, sample.Time);
            events.Publish(peak, MyPluginJson.Default.Peak);
        }

        return ValueTask.CompletedTask;
    }
}
