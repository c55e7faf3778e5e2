using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bus;

/// <summary>The bus of the SDK on the broker's own pipeline and topic tree, without a socket.</summary>
internal sealed class InProcessBus : IBus, IAsyncDisposable
{
    private readonly BrokerParts _parts;

    // Guards _subscriptions.
    private readonly Lock _gate = new();
    private readonly HashSet<BusSubscription> _subscriptions = [];

    public InProcessBus(BrokerParts parts) => _parts = parts;

    public async ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Check(message);
        PublishedMessage published = PublishedMessage.Create(PublishedMessage.HubClientId, message, properties: null, _parts.Time);
        PublishVerdict verdict = await _parts.Pipeline.PublishAsync(published, cancellationToken);
        if (!verdict.IsAccepted)
        {
            throw new BusRejectedException(verdict.Reason ?? verdict.Code.ToString());
        }
    }

    public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (!TopicFilter.IsServed(topicFilter) || TopicFilter.IsShared(topicFilter))
        {
            throw new ArgumentException(
                $"'{topicFilter}' is not a topic filter: '+' fills a level, '#' is last, at most {TopicFilter.MaximumLevels} levels; it is not shared",
                nameof(topicFilter));
        }

        var subscription = new BusSubscription(topicFilter, handler, _parts, Forget);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
        }

        subscription.Start();
        return subscription;
    }

    public async ValueTask DisposeAsync()
    {
        BusSubscription[] left;
        lock (_gate)
        {
            left = [.. _subscriptions];
        }

        foreach (BusSubscription subscription in left)
        {
            await subscription.DisposeAsync();
        }
    }

    private static void Check(BusMessage message)
    {
        if (!TopicName.IsValid(message.Topic))
        {
            throw new ArgumentException(
                $"'{message.Topic}' is not a topic name: 1 to {TopicName.MaximumLengthBytes} bytes without '+', '#' and null", nameof(message));
        }

        // What an MQTT 5 packet could not carry must not reach its writer.
        bool fits = IsField(message.ContentType) && (message.ResponseTopic is null || TopicName.IsValid(message.ResponseTopic))
            && message.CorrelationData.Length <= ushort.MaxValue
            && message.UserProperties.All(pair => IsField(pair.Key) && IsField(pair.Value));
        if (!fits)
        {
            throw new ArgumentException(
                "a content type, response topic, correlation data or user property is longer than 65,535 bytes or malformed", nameof(message));
        }
    }

    private static bool IsField(string? text) =>
        string.IsNullOrEmpty(text) || TopicName.IsText(text);

    private void Forget(BusSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }
}
