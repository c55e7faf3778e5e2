using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Capabilities;

/// <summary>The bus as one plugin sees it: only the topics that its manifest grants.</summary>
internal sealed class PluginBus : IBus
{
    private readonly IBus _bus;
    private readonly PluginManifest _manifest;

    public PluginBus(IBus bus, PluginManifest manifest) => (_bus, _manifest) = (bus, manifest);

    public ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _manifest.Permissions.Publish.Any(filter => TopicFilter.Matches(filter, message.Topic))
            ? _bus.PublishAsync(message, cancellationToken)
            : throw new BusRejectedException(
                $"The plugin '{_manifest.Id}' may not publish to '{message.Topic}': its manifest's permissions.publish does not grant it.");
    }

    public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler) =>
        MaySubscribe(_manifest, topicFilter) ? _bus.Subscribe(topicFilter, handler) : throw NotGranted(_manifest, topicFilter);

    public static bool MaySubscribe(PluginManifest manifest, string topicFilter) =>
        manifest.Permissions.Subscribe.Any(granted => TopicGrant.Covers(granted, topicFilter));

    public static ArgumentException NotGranted(PluginManifest manifest, string topicFilter) => new(
        $"The plugin '{manifest.Id}' may not subscribe to '{topicFilter}': its manifest's permissions.subscribe does not grant it.",
        nameof(topicFilter));
}
