using System.Text;
using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Retained;

/// <summary>The last retained message of each topic, in memory, bounded by count and bytes.</summary>
/// <remarks>Its lock also orders changes against new subscriptions: see <see cref="Change"/> and <see cref="Read"/>.</remarks>
internal sealed class RetainedMessages
{
    private readonly BrokerOptions _options;
    private readonly IBrokerStore _store;
    private readonly BrokerCounters _counters;
    private readonly TimeProvider _time;

    // Guards everything below, and the order of fan-out of retained messages against replays.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PublishedMessage> _byTopic = new(StringComparer.Ordinal);
    private long _bytes;

    public RetainedMessages(BrokerOptions options, IBrokerStore store, BrokerCounters counters, TimeProvider time)
    {
        _store = store;
        _options = options;
        _counters = counters;
        _time = time;
    }

    public (int Messages, long Bytes) Size
    {
        get
        {
            lock (_gate)
            {
                return (_byTopic.Count, _bytes);
            }
        }
    }

    /// <summary>Stores or deletes by a message with RETAIN (5.0: 3.3.1-5 to -7) and forwards it in the same step.</summary>
    /// <remarks>Otherwise a subscriber could get the older, stored message after the newer, live one.</remarks>
    public Completion Change(PublishedMessage message, ref StoreChanges changes, ForwardMessage forward)
    {
        lock (_gate)
        {
            string topic = message.Message.Topic;
            long sizeBytes = SizeBytes(message);
            long freedBytes = _byTopic.TryGetValue(topic, out PublishedMessage? old) ? SizeBytes(old) : 0;
            if (message.Message.Payload.IsEmpty)
            {
                _byTopic.Remove(topic);
                _bytes -= freedBytes;
            }
            else if ((old is not null || _byTopic.Count < _options.RetainedMessages) && _bytes - freedBytes + sizeBytes <= _options.RetainedBytes)
            {
                _byTopic[topic] = message;
                _bytes += sizeBytes - freedBytes;
            }
            else
            {
                // The older message of the topic would be a lie from now on.
                _byTopic.Remove(topic);
                _bytes -= freedBytes;
                _counters.CountRetainedNotKept();
            }

            // Appended under the lock: the store must see the changes of a topic in the same order.
            ISubscriber? busy = forward(message, ref changes);
            return new Completion(busy, changes.CommitAsync(_store, PublishPipeline.IsLazy(message)));
        }
    }

    /// <summary>Runs a change of subscriptions and gives its caller the matching messages, with no live message in between.</summary>
    /// <param name="subscribe">Adds subscriptions; returns those to replay for.</param>
    /// <param name="replay">Puts the messages into the subscriber's queue; called when there are any.</param>
    public void Read(Func<IReadOnlyList<Subscription>> subscribe, Action<List<Delivery>> replay)
    {
        lock (_gate)
        {
            var found = new List<Delivery>();
            foreach (Subscription subscription in subscribe())
            {
                Collect(subscription, found);
            }

            if (found.Count > 0)
            {
                replay(found);
            }
        }
    }

    /// <summary>What matches a filter, ordered by topic, after a topic.</summary>
    public IReadOnlyList<RetainedSnapshot> List(string filter, string? after, int limit)
    {
        List<PublishedMessage> found;
        lock (_gate)
        {
            found = [.. _byTopic.Values.Where(message => TopicFilter.Matches(filter, message.Message.Topic)
                && (after is null || string.CompareOrdinal(message.Message.Topic, after) > 0) && message.RemainingSeconds(_time) != 0)];
        }

        return
        [
            .. found.OrderBy(message => message.Message.Topic, StringComparer.Ordinal).Take(limit).Select(message => new RetainedSnapshot
            {
                Topic = message.Message.Topic,
                Payload = message.Message.Payload,
                QualityOfService = (int)message.Message.QualityOfService,
                ClientId = message.ClientId,
                ReceivedAt = message.ReceivedAt,
                ExpiresAt = message.ExpirySeconds is { } seconds ? message.ReceivedAt.AddSeconds(seconds) : null,
            }),
        ];
    }

    private void Collect(Subscription subscription, List<Delivery> found)
    {
        if (!TopicFilter.HasWildcard(subscription.Filter))
        {
            if (_byTopic.TryGetValue(subscription.Filter, out PublishedMessage? message))
            {
                AddTo(found, subscription, message);
            }

            return;
        }

        foreach ((string topic, PublishedMessage message) in _byTopic)
        {
            if (TopicFilter.Matches(subscription.Filter, topic))
            {
                AddTo(found, subscription, message);
            }
        }
    }

    private void AddTo(List<Delivery> found, Subscription subscription, PublishedMessage message)
    {
        if (message.RemainingSeconds(_time) != 0)
        {
            var quality = (QualityOfService)Math.Min((int)message.Message.QualityOfService, (int)subscription.MaximumQuality);
            found.Add(new Delivery(message, quality, Retain: true));
        }
    }

    private static long SizeBytes(PublishedMessage message) =>
        Encoding.UTF8.GetByteCount(message.Message.Topic) + message.Message.Payload.Length + message.EncodedProperties.Length;
}
