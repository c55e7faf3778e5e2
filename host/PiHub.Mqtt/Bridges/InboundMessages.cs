using PiHub.Mqtt.Client;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Sessions;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bridges;

/// <summary>Publishes in the hub what a bridge brings, in order and many at once; what is taken is durable.</summary>
internal sealed class InboundMessages
{
    private readonly BridgeSettings _settings;
    private readonly BrokerParts _parts;
    private readonly PendingRetained _pending;
    private readonly BridgeHops _hops;
    private readonly BridgeCounters _counters;

    // The client has no more messages in handling than its Receive Maximum. Policy: wait.
    private readonly OrderedStage<Entry> _journal;
    private bool _hasRejected;

    public InboundMessages(BridgeSettings settings, BrokerParts parts, PendingRetained pending, BridgeHops hops, BridgeCounters counters)
    {
        _settings = settings;
        _parts = parts;
        _pending = pending;
        _hops = hops;
        _counters = counters;
        _journal = new OrderedStage<Entry>(settings.Remote.ReceiveMaximum, LeaveJournalAsync);
    }

    /// <summary>Publishes a message. One caller at a time, who need not wait.</summary>
    /// <param name="localTopic">Where to.</param>
    /// <param name="received">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Completes when the message may be acknowledged: it is rejected, or durable wherever it must be.</returns>
    public async ValueTask TakeAsync(string localTopic, ReceivedMessage received, CancellationToken cancellationToken)
    {
        _counters.CountReceived();
        if (IsOutOfDate(localTopic, received.Message))
        {
            return;
        }

        if (_hops.Enter(received.Message) is not { } properties)
        {
            _counters.CountDroppedIn();
            return;
        }

        var message = new PublishedMessage
        {
            ClientId = _settings.ClientId,
            Message = received.Message with { Topic = localTopic, UserProperties = properties },
            ReceivedAt = _parts.Time.GetUtcNow(),
            ReceivedTimestamp = _parts.Time.GetTimestamp(),
            ExpirySeconds = received.Terms.ExpirySeconds,
            PayloadFormatIndicator = received.Terms.PayloadFormatIndicator,
        };
        var entry = new Entry(message, _parts.Pipeline.StartAsync(message, cancellationToken));
        await _journal.AddAsync(entry, cancellationToken);
        await await entry.Committing.Task;
    }

    public Task CompleteAsync() => _journal.CompleteAsync();

    private bool IsOutOfDate(string localTopic, BusMessage message)
    {
        if (_settings.OwnTopics.Any(filter => TopicFilter.Matches(filter, localTopic)))
        {
            return true;
        }

        if (!message.Retain)
        {
            return false;
        }

        // A retained message of the hub's own that comes back must not count as brought: the hub would not send it to a broker that
        // has lost it.
        return _pending.Contains(message.Topic)
            || (_parts.Retained.Find(localTopic) is { } here && here.ClientId != _settings.ClientId
                && here.Message.Payload.Span.SequenceEqual(message.Payload.Span));
    }

    private async ValueTask LeaveJournalAsync(Entry entry)
    {
        bool isJudged = false;
#pragma warning disable CA1031 // Boundary to the journal: its failure leaves the message unacknowledged; the client says and logs it.
        try
        {
            PublishVerdict verdict = await entry.Verdict;
            isJudged = true;
            var changes = default(StoreChanges);
            Completion completion = _parts.Pipeline.Complete(entry.Message, verdict, ref changes);
            if (!verdict.IsAccepted)
            {
                LogRejected(entry.Message, verdict);
            }

            entry.Committing.TrySetResult(completion.Committed.AsTask());
            if (completion.Busy is { } busy)
            {
                await busy.WaitForRoomAsync();
            }
        }
        catch (Exception exception)
        {
            entry.Committing.TrySetException(exception);
        }
#pragma warning restore CA1031
        if (!isJudged)
        {
            _parts.Pipeline.Abandon();
        }
    }

    private void LogRejected(PublishedMessage message, PublishVerdict verdict)
    {
        if (_hasRejected)
        {
            Log.MessageRejected(_parts.Logger, message.ClientId, message.Message.Topic, verdict.Reason);
        }
        else
        {
            _hasRejected = true;
            Log.FirstMessageRejected(_parts.Logger, message.ClientId, message.Message.Topic, verdict.Reason);
        }
    }

    private sealed record Entry(PublishedMessage Message, ValueTask<PublishVerdict> Verdict)
    {
        /// <summary>What is left to wait for, once the message has gone to its subscribers.</summary>
        public TaskCompletionSource<Task> Committing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
