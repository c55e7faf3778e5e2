using PiHub.Sdk.Bus;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Testing.Bus;

namespace PiHub.Sdk.Testing.Readings;

/// <summary>The readings as the plugin sees them: it reads all, and records what it might also publish.</summary>
internal sealed class PluginReadings(IReadings readings, PluginManifest manifest) : IReadings
{
    public ValueTask AppendAsync(Sample sample, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        string topic = DeviceTopic.State(sample.Device);
        return PluginBus.MayPublish(manifest, topic)
            ? readings.AppendAsync(sample, cancellationToken)
            : throw new BusRejectedException(
                $"The plugin '{manifest.Id}' may not record samples of '{sample.Device}': add '{topic}' to its manifest's permissions.publish.");
    }

    public IReadOnlyList<Reading> Latest(string? device) => readings.Latest(device);

    public ValueTask<ReadingSeries> QueryAsync(ReadingQuery query, CancellationToken cancellationToken) =>
        readings.QueryAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<ReadingSeries>> QueryAlignedAsync(
        IReadOnlyList<ReadingQuery> queries, CancellationToken cancellationToken) => readings.QueryAlignedAsync(queries, cancellationToken);

    public ValueTask<ReadingIntegral> IntegrateAsync(ReadingQuery query, CancellationToken cancellationToken) =>
        readings.IntegrateAsync(query, cancellationToken);
}
