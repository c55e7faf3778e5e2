using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Retained;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Publishing;

/// <summary>The one way of every message: append to the journal, then, once accepted, retain and fan out.</summary>
internal sealed class PublishPipeline
{
    private readonly IPublishJournal _journal;
    private readonly RetainedMessages _retained;
    private readonly RouteCache _routes;
    private readonly BrokerCounters _counters;
    private readonly IBrokerStore _store;
    private readonly ForwardMessage _forward;
    private readonly UnawaitedCommits _unawaited = new();

    public PublishPipeline(
        IPublishJournal journal,
        IBrokerStore store,
        RetainedMessages retained,
        RouteCache routes,
        RejectedMessages rejected,
        BrokerCounters counters)
    {
        _store = store;
        _journal = journal;
        _retained = retained;
        _routes = routes;
        _counters = counters;
        Rejected = rejected;
        _forward = Forward;
    }

    public RejectedMessages Rejected { get; }

    /// <summary>Tells a message that has been here before; null while there are no bridges. Asked only of messages with user properties.
    /// </summary>
    public Func<BusMessage, bool>? HasReturned { get; set; }

    /// <summary>Starts the append. Every started message must go to <see cref="Complete"/> or <see cref="Abandon"/>.</summary>
    public ValueTask<PublishVerdict> StartAsync(PublishedMessage message, CancellationToken cancellationToken)
    {
        if (TopicName.IsSystem(message.Message.Topic))
        {
            return RefuseAsync(PublishVerdict.Rejected(ReasonCode.NotAuthorized, "only the broker publishes to $SYS"));
        }

        _counters.CountReceived();
        _counters.EnterJournal();
        if (message.Message.UserProperties.Count > 0 && HasReturned?.Invoke(message.Message) == true)
        {
            return ValueTask.FromResult(PublishVerdict.Returned);
        }

        return _journal.AppendAsync(message, cancellationToken);
    }

    /// <summary>Refuses a message without asking the journal; the verdict goes to <see cref="Complete"/> in its turn.</summary>
    public ValueTask<PublishVerdict> RefuseAsync(PublishVerdict verdict)
    {
        _counters.CountReceived();
        _counters.EnterJournal();
        return ValueTask.FromResult(verdict);
    }

    /// <summary>Acts on the journal's verdict. The messages of one publisher are completed in order (5.0: 4.6.0-6).</summary>
    /// <param name="message">The message.</param>
    /// <param name="verdict">What the journal said.</param>
    /// <param name="changes">What is to be stored in one unit with the message's effects; must be empty when it is rejected.</param>
    public Completion Complete(PublishedMessage message, PublishVerdict verdict, ref StoreChanges changes)
    {
        _counters.LeaveJournal();
        if (!verdict.IsAccepted)
        {
            Rejected.Add(message, verdict.Reason ?? "");
            return default;
        }

        if (verdict.IsReturned)
        {
            return Commit(busy: null, IsLazy(message), ref changes);
        }

        Completion completion = message.Message.Retain
            ? _retained.Change(message, ref changes, _forward)
            : Commit(Forward(message, ref changes), IsLazy(message), ref changes);
        return IsLazy(message) ? _unawaited.Add(completion, message.SizeBytes) : completion;
    }

    /// <summary>The journal failed or nobody waits any more.</summary>
    public void Abandon() => _counters.LeaveJournal();

    /// <summary>Refuses a message that waits for no other.</summary>
    public PublishVerdict Refuse(PublishedMessage message, PublishVerdict verdict)
    {
        _counters.CountReceived();
        Rejected.Add(message, verdict.Reason ?? "");
        return verdict;
    }

    /// <summary>The whole way for callers that publish one message at a time.</summary>
    public async ValueTask<PublishVerdict> PublishAsync(PublishedMessage message, CancellationToken cancellationToken)
    {
        bool completed = false;
        try
        {
            PublishVerdict verdict = await StartAsync(message, cancellationToken);
            completed = true;
            var changes = default(StoreChanges);
            Completion completion = Complete(message, verdict, ref changes);
            await completion.Committed.AsTask().WaitAsync(cancellationToken);
            if (completion.Busy is { } busy)
            {
                await busy.WaitForRoomAsync();
            }

            return verdict;
        }
        finally
        {
            if (!completed)
            {
                Abandon();
            }
        }
    }

    /// <summary>Forwards and retains one of the broker's own numbers: no journal, no store, not counted as received.</summary>
    public ValueTask AnnounceAsync(PublishedMessage message)
    {
        var changes = default(StoreChanges);
        return _retained.Change(message, ref changes, _forward).Committed;
    }

    /// <summary>Gives what a shared subscription's member leaves behind to another one, after its subscriptions were removed.</summary>
    /// <param name="left">What its ended session had not acknowledged. QoS 2 stays with its client (5.0: 4.8.2-5), QoS 0 is done.</param>
    /// <returns>Completes when what others got is durable.</returns>
    public ValueTask PassOnAsync(IReadOnlyList<Delivery> left)
    {
        // In one unit, which has its place in the store before the end of the session that leaves them.
        var changes = default(StoreChanges);
        foreach (Delivery delivery in left)
        {
            if (delivery is { ShareFilter: { } filter, Quality: QualityOfService.AtLeastOnce })
            {
                PassOn(delivery.Message, filter, ref changes);
            }
        }

        return changes.CommitAsync(_store, isLazy: false);
    }

    private void PassOn(PublishedMessage message, string shareFilter, ref StoreChanges changes)
    {
        ShareRoute? share = Array.Find(_routes.Find(message.Message.Topic).Shares, share => share.Filter == shareFilter);
        if (share?.Choose(message.Message.Topic) is { } member)
        {
            Deliver(member, message, ref changes);
        }
    }

    private Completion Commit(ISubscriber? busy, bool isLazy, ref StoreChanges changes) => new(busy, changes.CommitAsync(_store, isLazy));

    // Nobody waits for the acknowledgement of QoS 0.
    public static bool IsLazy(PublishedMessage message) => message.Message.QualityOfService == QualityOfService.AtMostOnce;

    private ISubscriber? Forward(PublishedMessage message, ref StoreChanges changes)
    {
        ISubscriber? busy = null;
        Route route = _routes.Find(message.Message.Topic);
        foreach (RouteTarget target in route.Targets)
        {
            if (target.For(message) is { } copy && copy.Subscriber.MayReceive(message.Message.Topic) && !Deliver(copy, message, ref changes))
            {
                busy = copy.Subscriber;
            }
        }

        foreach (ShareRoute share in route.Shares)
        {
            if (share.Choose(message.Message.Topic) is { } member && !Deliver(member, message, ref changes))
            {
                busy = member.Subscriber;
            }
        }

        return busy;
    }

    private static bool Deliver(RouteTarget target, PublishedMessage message, ref StoreChanges changes) =>
        target.Subscriber.Deliver(target.ToDelivery(message), ref changes);
}
