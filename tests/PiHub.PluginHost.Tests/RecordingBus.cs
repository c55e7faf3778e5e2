using System.Collections.Concurrent;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.PluginHost.Tests;

/// <summary>A bus that hands each message to its subscribers before publishing returns, and keeps both.</summary>
internal sealed class RecordingBus : IBus
{
    private readonly ConcurrentDictionary<Subscription, Func<BusMessage, CancellationToken, ValueTask>> _handlers = new();

    public ConcurrentQueue<BusMessage> Published { get; } = new();

    public bool HasSubscription(string topicFilter) => _handlers.Keys.Any(subscription => subscription.Filter == topicFilter);

    public async ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        Published.Enqueue(message);
        foreach ((Subscription subscription, Func<BusMessage, CancellationToken, ValueTask> handler) in _handlers)
        {
            if (TopicFilter.Matches(subscription.Filter, message.Topic))
            {
                await handler(message, cancellationToken);
            }
        }
    }

    public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler)
    {
        var subscription = new Subscription(this, topicFilter);
        _handlers[subscription] = handler;
        return subscription;
    }

    private sealed class Subscription(RecordingBus bus, string topicFilter) : IAsyncDisposable
    {
        public string Filter => topicFilter;

        public ValueTask DisposeAsync()
        {
            bus._handlers.TryRemove(this, out _);
            return ValueTask.CompletedTask;
        }
    }
}
