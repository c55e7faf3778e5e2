using PiHub.PluginHost;
using PiHub.Recorder;
using PiHub.Recorder.Ingest;

namespace PiHub.Api.Health;

/// <summary>Asks every part of the hub how it does.</summary>
internal sealed class HubHealth(
    IReadingStore store, SampleFeed feed, ReadingsHealth readings, BrokerHealth broker, PluginRegistry plugins, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Since the hub started.</summary>
    public TimeSpan Uptime => time.GetElapsedTime(_started);

    public IReadOnlyList<HealthCheck> Check() =>
    [
        .. RecorderHealth.Of(store.Status),
        CheckFeed(),
        .. readings.Check(),
        .. broker.Check(),
        CheckPlugins(),
    ];

    private HealthCheck CheckFeed()
    {
        KeyValuePair<string, long>[] late = [.. feed.Missed().Where(listener => listener.Value > 0)];
        return late.Length == 0
            ? new HealthCheck("samples", HealthStatus.Ok, "Every listener keeps up.")
            : new HealthCheck("samples", HealthStatus.Degraded, "Too slow, and missed samples: "
                + string.Join(", ", late.Select(listener => $"{listener.Key} ({listener.Value})")));
    }

    private HealthCheck CheckPlugins()
    {
        PluginSnapshot[] failed = [.. plugins.List()
            .Where(plugin => plugin.IsEnabled
                && plugin.State is PluginState.Incompatible or PluginState.Quarantined or PluginState.Degraded or PluginState.Waiting)];
        return failed.Length == 0
            ? new HealthCheck("plugins", HealthStatus.Ok, $"{plugins.List().Count(plugin => plugin.State == PluginState.Running)} running.")
            : new HealthCheck("plugins", HealthStatus.Degraded, string.Join(" ", failed.Select(plugin => $"{plugin.Id}: {plugin.Reason}.")));
    }
}
