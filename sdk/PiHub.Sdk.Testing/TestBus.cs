using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Testing.Bus;

namespace PiHub.Sdk.Testing;

/// <summary>A message bus in memory: wildcards, retained messages, and the rules for samples on state topics.</summary>
/// <remarks>A sample that is published is recorded too. Safe from any thread. Since 0.2.</remarks>
public sealed class TestBus : IBus
{
    private readonly Lock _lock = new(); // guards the collections below
    private readonly List<BusMessage> _published = [];
    private readonly Dictionary<string, BusMessage> _retained = new(StringComparer.Ordinal);
    private readonly List<Subscription> _subscriptions = [];
    private readonly TestReadings _readings;
    private readonly Deliveries _deliveries;
    private readonly TimeProvider _time;

    internal TestBus(TestReadings readings, Deliveries deliveries, TimeProvider time) =>
        (_readings, _deliveries, _time) = (readings, deliveries, time);

    /// <summary>Every message that was accepted, from whomever, oldest first.</summary>
    public IReadOnlyList<BusMessage> Published
    {
        get
        {
            lock (_lock)
            {
                return [.. _published];
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Publish(message);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (!TopicPattern.IsFilter(topicFilter))
        {
            throw new ArgumentException($"'{topicFilter}' is not an MQTT topic filter.", nameof(topicFilter));
        }

        lock (_lock)
        {
            var subscription = new Subscription(this, topicFilter, _deliveries.AddQueue(handler));
            _subscriptions.Add(subscription);
            foreach (BusMessage kept in _retained.Values.Where(kept => TopicPattern.Matches(topicFilter, kept.Topic)))
            {
                subscription.Queue.Add(kept);
            }

            return subscription;
        }
    }

    internal void Publish(BusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!TopicPattern.IsName(message.Topic))
        {
            throw new ArgumentException(
                $"'{message.Topic}' is no topic: it is empty or too long, or has a wildcard or a null character.", nameof(message));
        }

        Sample? sample = ReadSample(message);
        lock (_lock)
        {
            _published.Add(message);
            if (message.Retain)
            {
                Keep(message);
            }

            if (sample is not null)
            {
                _readings.Record(sample);
            }

            foreach (Subscription subscription in _subscriptions.Where(subscription => TopicPattern.Matches(subscription.Filter, message.Topic)))
            {
                subscription.Queue.Add(message with { Retain = false });
            }
        }
    }

    private void Keep(BusMessage message)
    {
        if (message.Payload.IsEmpty)
        {
            _retained.Remove(message.Topic);
        }
        else
        {
            _retained[message.Topic] = message;
        }
    }

    private Sample? ReadSample(BusMessage message)
    {
        if (!DeviceTopic.TrySplit(message.Topic, out string? device, out string? channel) || channel != "state")
        {
            return null;
        }

        if (!DeviceTopic.IsValidId(device))
        {
            throw new BusRejectedException($"'{device}' in '{message.Topic}' is no device id: {DeviceTopic.IdRule}.");
        }

        return SamplePayload.TryRead(message.Payload.Span, device, _time.GetUtcNow(), out Sample? sample, out string? error)
            ? sample
            : throw new BusRejectedException($"'{message.Topic}': {error}.");
    }

    private sealed class Subscription(TestBus bus, string filter, DeliveryQueue<BusMessage> queue) : IAsyncDisposable
    {
        public string Filter => filter;

        public DeliveryQueue<BusMessage> Queue => queue;

        public ValueTask DisposeAsync()
        {
            lock (bus._lock)
            {
                bus._subscriptions.Remove(this);
            }

            return queue.DisposeAsync();
        }
    }
}
