using PiHub.Sdk.Bus;
using PiHub.Sdk.Plugins;

namespace PiHub.Sdk.Testing.Bus;

/// <summary>The bus as the plugin sees it: only what its manifest grants, and no subscription that outlives it.</summary>
internal sealed class PluginBus(IBus bus, PluginManifest manifest) : IBus, IAsyncDisposable
{
    private readonly Lock _lock = new(); // guards the list
    private readonly List<IAsyncDisposable> _subscriptions = [];

    public ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return MayPublish(manifest, message.Topic)
            ? bus.PublishAsync(message, cancellationToken)
            : throw new BusRejectedException(
                $"The plugin '{manifest.Id}' may not publish to '{message.Topic}': its manifest's permissions.publish does not grant it.");
    }

    public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler)
    {
        CheckSubscribe(manifest, topicFilter);
        IAsyncDisposable subscription = bus.Subscribe(topicFilter, handler);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable[] left;
        lock (_lock)
        {
            left = [.. _subscriptions];
        }

        foreach (IAsyncDisposable subscription in left)
        {
            await subscription.DisposeAsync();
        }
    }

    public static bool MayPublish(PluginManifest manifest, string topic) =>
        manifest.Permissions.Publish.Any(granted => TopicPattern.Matches(granted, topic));

    /// <exception cref="ArgumentException">The filter is not granted.</exception>
    public static void CheckSubscribe(PluginManifest manifest, string topicFilter)
    {
        if (!manifest.Permissions.Subscribe.Any(granted => TopicPattern.Covers(granted, topicFilter)))
        {
            throw new ArgumentException(
                $"The plugin '{manifest.Id}' may not subscribe to '{topicFilter}': its manifest's permissions.subscribe does not grant it.",
                nameof(topicFilter));
        }
    }
}
