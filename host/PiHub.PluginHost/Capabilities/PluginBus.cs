using PiHub.Mqtt.Subscriptions;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.Permissions;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Capabilities;

/// <summary>The bus as one plugin sees it: only the topics that its manifest grants, and no subscription that outlives it.</summary>
internal sealed class PluginBus : IBus, IAsyncDisposable
{
    private readonly IBus _bus;
    private readonly PluginManifest _manifest;
    private readonly PermissionGuard _guard;
    private readonly PluginMeter _meter;
    private readonly Lock _lock = new(); // guards the two fields below
    private readonly HashSet<Subscription> _subscriptions = [];
    private bool _isDisposed;

    public PluginBus(IBus bus, PermissionGuard guard, PluginMeter meter) =>
        (_bus, _manifest, _guard, _meter) = (bus, guard.Manifest, guard, meter);

    public ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (MayPublish(_manifest, message.Topic))
        {
            return _bus.PublishAsync(message, cancellationToken);
        }

        _guard.Refuse(PermissionKind.Publish, $"publish to '{message.Topic}'");
        throw new BusRejectedException(
            $"The plugin '{_manifest.Id}' may not publish to '{message.Topic}': its manifest's permissions.publish does not grant it.");
    }

    public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler)
    {
        if (!MaySubscribe(_manifest, topicFilter))
        {
            _guard.Refuse(PermissionKind.Subscribe, $"subscribe to '{topicFilter}'");
            throw NotGranted(_manifest, topicFilter);
        }

        string name = $"the handler of '{topicFilter}'";
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var subscription = new Subscription(this, _bus.Subscribe(topicFilter, InFlow));
            _subscriptions.Add(subscription);
            return subscription;
        }

        async ValueTask InFlow(BusMessage message, CancellationToken cancellationToken)
        {
            using PluginWork work = _meter.Enter(PluginWorkKind.Message, name);
            await handler(message, cancellationToken);
        }
    }

    /// <summary>Ends all subscriptions that the plugin has left.</summary>
    public async ValueTask DisposeAsync()
    {
        Subscription[] left;
        lock (_lock)
        {
            _isDisposed = true;
            left = [.. _subscriptions];
        }

        await Task.WhenAll(left.Select(subscription => subscription.DisposeAsync().AsTask()));
    }

    public static bool MayPublish(PluginManifest manifest, string topic) =>
        manifest.Permissions.Publish.Any(filter => TopicFilter.Matches(filter, topic));

    public static bool MaySubscribe(PluginManifest manifest, string topicFilter) =>
        manifest.Permissions.Subscribe.Any(granted => TopicGrant.Covers(granted, topicFilter));

    public static ArgumentException NotGranted(PluginManifest manifest, string topicFilter) => new(
        $"The plugin '{manifest.Id}' may not subscribe to '{topicFilter}': its manifest's permissions.subscribe does not grant it.",
        nameof(topicFilter));

    private void Forget(Subscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Remove(subscription);
        }
    }

    private sealed class Subscription(PluginBus bus, IAsyncDisposable subscription) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await subscription.DisposeAsync();
            bus.Forget(this);
        }
    }
}
