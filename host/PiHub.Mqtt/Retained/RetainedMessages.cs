using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Retained;

/// <summary>The last retained message of each topic, bounded by count and bytes, stored change by change.</summary>
/// <remarks>Its lock also orders changes against new subscriptions: see <see cref="Change"/> and <see cref="Read"/>.</remarks>
internal sealed class RetainedMessages
{
    // A full store looks for expired messages, but not for every message that does not fit.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly BrokerOptions _options;
    private readonly IBrokerStore _store;
    private readonly BrokerCounters _counters;
    private readonly TimeProvider _time;

    // Guards everything below, and the order of fan-out of retained messages against replays.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RetainedTopic> _byTopic = new(StringComparer.Ordinal);
    private readonly RetainedTree _tree = new();

    // Expired and forgotten, and deleted from the store with the next change: nobody waits for it.
    private readonly List<string> _expired = [];
    private int _count;
    private long _bytes;
    private long? _sweptAt;

    public RetainedMessages(BrokerOptions options, IBrokerStore store, BrokerCounters counters, TimeProvider time)
    {
        _store = store;
        _options = options;
        _counters = counters;
        _time = time;
    }

    /// <summary>Without the broker's own numbers.</summary>
    public (int Messages, long Bytes) Size
    {
        get
        {
            lock (_gate)
            {
                return (_count, _bytes);
            }
        }
    }

    /// <summary>Takes what was stored, whatever the limits; before the first message.</summary>
    public void Load(IReadOnlyList<PublishedMessage> messages)
    {
        lock (_gate)
        {
            foreach (PublishedMessage message in messages)
            {
                Put(message, RetainedTopic.SizeOf(message));
            }

            Sweep();
        }
    }

    /// <summary>Keeps or deletes by a message with RETAIN (5.0: 3.3.1-5 to -7) and forwards it in the same step.</summary>
    /// <remarks>Otherwise a subscriber could get the older, stored message after the newer, live one.</remarks>
    public Completion Change(PublishedMessage message, ref StoreChanges changes, ForwardMessage forward)
    {
        string topic = message.Message.Topic;
        lock (_gate)
        {
            if (!message.Message.Payload.IsEmpty && TryKeep(message))
            {
                if (!TopicName.IsSystem(topic))
                {
                    AddExpired(ref changes);
                    changes.Add(new RetainedSaved(message));
                }
            }
            else if (Remove(topic))
            {
                // Also where it could not be kept: the older message of the topic would be a lie from now on.
                AddExpired(ref changes);
                changes.Add(new RetainedDeleted(topic));
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
            var deliveries = new List<Delivery>();
            var topics = new List<RetainedTopic>();
            foreach (Subscription subscription in subscribe())
            {
                // 4.8.2: a shared subscription gets no retained messages. A SUBSCRIBE may repeat "#" a hundred thousand times: what no
                // queue takes anyway is not even looked for.
                if (!subscription.IsShared && deliveries.Count <= _options.RetainedReplayMessages)
                {
                    var target = new RouteTarget(subscription);
                    Find(subscription.Filter, topics);
                    deliveries.AddRange(topics.Where(topic => target.Subscriber.MayReceive(topic.Name)).Select(topic => target.ToReplay(topic.Message)));
                }
            }

            if (deliveries.Count > 0)
            {
                replay(deliveries);
            }
        }
    }

    /// <summary>The message of a topic; null for none.</summary>
    public PublishedMessage? Find(string topic)
    {
        lock (_gate)
        {
            return _byTopic.GetValueOrDefault(topic)?.Message;
        }
    }

    /// <summary>Looks at messages, ordered by topic.</summary>
    /// <param name="filter">A valid filter.</param>
    /// <param name="after">Skips the topics up to and with this one; null for none.</param>
    /// <param name="limit">The most messages.</param>
    public IReadOnlyList<RetainedSnapshot> List(string filter, string? after, int limit)
    {
        var topics = new List<RetainedTopic>();
        List<PublishedMessage> messages;
        lock (_gate)
        {
            Find(filter, topics);
            messages = topics.ConvertAll(topic => topic.Message);
        }

        return
        [
            .. messages
                .Where(message => after is null || string.CompareOrdinal(message.Message.Topic, after) > 0)
                .OrderBy(message => message.Message.Topic, StringComparer.Ordinal)
                .Take(limit)
                .Select(ToSnapshot),
        ];
    }

    private static RetainedSnapshot ToSnapshot(PublishedMessage message) => new()
    {
        Topic = message.Message.Topic,
        Payload = message.Message.Payload,
        QualityOfService = (int)message.Message.QualityOfService,
        ClientId = message.ClientId,
        ReceivedAt = message.ReceivedAt,
        ExpiresAt = message.ExpirySeconds is { } seconds ? message.ReceivedAt.AddSeconds(seconds) : null,
    };

    // Replaces the content of the list.
    private void Find(string filter, List<RetainedTopic> found)
    {
        found.Clear();
        if (TopicFilter.HasWildcard(filter))
        {
            _tree.Find(filter, found);
        }
        else if (_byTopic.TryGetValue(filter, out RetainedTopic? topic))
        {
            found.Add(topic);
        }

        found.RemoveAll(ForgetIfExpired);
    }

    private bool TryKeep(PublishedMessage message)
    {
        long sizeBytes = RetainedTopic.SizeOf(message);
        if (!Fits(message.Message.Topic, sizeBytes))
        {
            if (_sweptAt is not { } sweptAt || _time.GetElapsedTime(sweptAt) >= SweepInterval)
            {
                Sweep();
            }

            if (!Fits(message.Message.Topic, sizeBytes))
            {
                _counters.CountRetainedNotKept();
                return false;
            }
        }

        Put(message, sizeBytes);
        return true;
    }

    private bool Fits(string topic, long sizeBytes)
    {
        RetainedTopic? old = _byTopic.GetValueOrDefault(topic);
        return TopicName.IsSystem(topic)
            || ((old is not null || _count < _options.RetainedMessages) && _bytes - (old?.SizeBytes ?? 0) + sizeBytes <= _options.RetainedBytes);
    }

    private void Put(PublishedMessage message, long sizeBytes)
    {
        if (_byTopic.TryGetValue(message.Message.Topic, out RetainedTopic? topic))
        {
            Count(topic, -1);
            topic.Replace(message, sizeBytes);
        }
        else
        {
            topic = new RetainedTopic(message, sizeBytes);
            _byTopic.Add(topic.Name, topic);
            _tree.Add(topic);
        }

        Count(topic, 1);
    }

    private bool Remove(string name)
    {
        if (!_byTopic.Remove(name, out RetainedTopic? topic))
        {
            return false;
        }

        _tree.Remove(name);
        Count(topic, -1);
        return true;
    }

    private void Count(RetainedTopic topic, int sign)
    {
        if (!topic.IsSystem)
        {
            _count += sign;
            _bytes += sign * topic.SizeBytes;
        }
    }

    private bool ForgetIfExpired(RetainedTopic topic)
    {
        if (topic.Message.RemainingSeconds(_time) != 0)
        {
            return false;
        }

        Remove(topic.Name);
        _expired.Add(topic.Name);
        return true;
    }

    private void Sweep()
    {
        _sweptAt = _time.GetTimestamp();
        foreach (RetainedTopic topic in _byTopic.Values.ToArray())
        {
            ForgetIfExpired(topic);
        }
    }

    private void AddExpired(ref StoreChanges changes)
    {
        foreach (string topic in _expired)
        {
            changes.Add(new RetainedDeleted(topic));
        }

        _expired.Clear();
    }
}
