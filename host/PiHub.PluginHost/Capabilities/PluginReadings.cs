using PiHub.PluginHost.Permissions;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Capabilities;

/// <summary>The readings as one plugin sees them: it reads all, and records what it might also publish.</summary>
internal sealed class PluginReadings(IReadings readings, PermissionGuard guard) : IReadings
{
    public ValueTask AppendAsync(Sample sample, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        string topic = DeviceTopic.State(sample.Device);
        if (PluginBus.MayPublish(guard.Manifest, topic))
        {
            return readings.AppendAsync(sample, cancellationToken);
        }

        guard.Refuse(PermissionKind.Record, $"record samples of '{sample.Device}'");
        throw new BusRejectedException(
            $"The plugin '{guard.Manifest.Id}' may not record samples of '{sample.Device}': add '{topic}' to its manifest's permissions.publish.");
    }

    public IReadOnlyList<Reading> Latest(string? device) => readings.Latest(device);

    public ValueTask<ReadingSeries> QueryAsync(ReadingQuery query, CancellationToken cancellationToken) =>
        readings.QueryAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<ReadingSeries>> QueryAlignedAsync(
        IReadOnlyList<ReadingQuery> queries, CancellationToken cancellationToken) => readings.QueryAlignedAsync(queries, cancellationToken);

    public ValueTask<ReadingIntegral> IntegrateAsync(ReadingQuery query, CancellationToken cancellationToken) =>
        readings.IntegrateAsync(query, cancellationToken);
}
