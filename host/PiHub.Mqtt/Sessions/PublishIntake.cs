using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>The messages of one client on their way through the journal and then the store: many at once in each, forwarded and
/// acknowledged in order.</summary>
internal sealed class PublishIntake
{
    private readonly ClientLink _link;
    private readonly Session _session;
    private readonly BrokerParts _parts;
    private readonly InboundAliases _aliases;
    private readonly OrderedStage<Entry> _journal;
    private readonly PublishAnswers _answers;
    private readonly CancellationTokenSource _abandon;
    private bool _hasFailed;
    private bool _hasRejected;

    public PublishIntake(ClientLink link, BrokerParts parts)
    {
        _link = link;
        _session = link.Session;
        _parts = parts;
        _aliases = new InboundAliases(parts.Options.TopicAliasMaximum);
        _abandon = CancellationTokenSource.CreateLinkedTokenSource(parts.GivingUp);
        _journal = new OrderedStage<Entry>(parts.Options.PendingMessages, LeaveJournalAsync);
        _answers = new PublishAnswers(link, parts, _abandon.Token);
    }

    /// <summary>Starts a message. For the reading loop only.</summary>
    /// <exception cref="MqttProtocolException">The client may not send this.</exception>
    public async ValueTask AcceptAsync(PublishPacket packet, CancellationToken closing)
    {
        string topic = Resolve(packet);
        Receipt? receipt = null;
        if (packet.QualityOfService > QualityOfService.AtMostOnce)
        {
            if (packet.QualityOfService == QualityOfService.ExactlyOnce && !_session.Receipts.TryAdd(packet.PacketId, out receipt))
            {
                await _answers.RepeatAsync(receipt, closing); // 4.3.3-10
                return;
            }

            _answers.Begin(receipt);
        }

        BusMessage content = PublishedMessage.ToBusMessage(
            topic, packet.Payload, packet.QualityOfService, packet.Retain, packet.Properties);
        PublishedMessage message = PublishedMessage.Create(_session.ClientId, content, packet.Properties, _parts.Time);
        ValueTask<PublishVerdict> verdict = Start(message);
        if (verdict.IsCompletedSuccessfully && _journal.IsEmpty)
        {
            await FinishAsync(message, packet.PacketId, receipt, await verdict, closing);
            return;
        }

        try
        {
            await _journal.AddAsync(new Entry(message, verdict, packet.PacketId, receipt), closing);
        }
        catch (OperationCanceledException)
        {
            Abandon(receipt);
            throw;
        }
    }

    /// <summary>PUBREL. For the reading loop only.</summary>
    public void Release(ushort packetId) => _answers.Release(packetId);

    /// <summary>Takes no more messages and waits until those on their way are finished, or gives them up after a time.</summary>
    public async Task CompleteAsync(TimeSpan timeout)
    {
        Task finished = FinishAllAsync();
        if (!finished.IsCompleted)
        {
            using var deadline = new CancellationTokenSource(timeout, _parts.Time);
            await using CancellationTokenRegistration abandon = deadline.Token.Register(_abandon.Cancel);
            await finished;
        }

        _abandon.Dispose();
    }

    private async Task FinishAllAsync()
    {
        await _journal.CompleteAsync();
        await _answers.CompleteAsync();
    }

    private string Resolve(PublishPacket packet)
    {
        if (packet.Properties is not { } properties)
        {
            return packet.Topic;
        }

        // 3.3.4-6
        return properties.Has(PropertyId.SubscriptionIdentifier)
            ? throw MqttProtocolException.NotAllowed("a client's PUBLISH has a subscription identifier")
            : properties.TopicAlias is { } alias ? _aliases.Resolve(alias, packet.Topic) : packet.Topic;
    }

    private ValueTask<PublishVerdict> Start(PublishedMessage message)
    {
        if (!_link.Access.MayPublish(message.Message.Topic))
        {
            return _parts.Pipeline.RefuseAsync(PublishVerdict.Rejected(ReasonCode.NotAuthorized, "not permitted to publish to this topic"));
        }

#pragma warning disable CA1031 // The journal is another component; its failure, thrown or returned, is handled in one place.
        try
        {
            return _parts.Pipeline.StartAsync(message, _abandon.Token);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<PublishVerdict>(exception);
        }
#pragma warning restore CA1031
    }

    // After a message that no working journal has accepted, those behind it stay unacknowledged too.
    private async ValueTask LeaveJournalAsync(Entry entry)
    {
        bool isJudged = false;
#pragma warning disable CA1031 // Boundary to the journal: any failure closes this connection and no other.
        try
        {
            if (!_hasFailed)
            {
                PublishVerdict verdict = entry.Verdict.IsCompleted
                    ? await entry.Verdict
                    : await entry.Verdict.AsTask().WaitAsync(_abandon.Token);
                isJudged = true;
                await FinishAsync(entry.Message, entry.PacketId, entry.Receipt, verdict, _abandon.Token);
            }
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            _hasFailed = true;
        }
        catch (Exception exception)
        {
            _hasFailed = true;
            Log.JournalFailed(_parts.Logger, exception, _session.ClientId);
            _link.Close(CloseReason.JournalFailed);
        }
#pragma warning restore CA1031

        if (!isJudged)
        {
            Abandon(entry.Receipt);
        }
    }

    /// <summary>Acts on the journal's verdict: forwards, and acknowledges when all is durable.</summary>
    private async ValueTask FinishAsync(
        PublishedMessage message, ushort packetId, Receipt? receipt, PublishVerdict verdict, CancellationToken cancellationToken)
    {
        var changes = default(StoreChanges);
        if (receipt is not null && verdict.IsAccepted && _session.Writes is { } writes && writes.TryEnter())
        {
            // In one unit with what the message does: after a crash both are there or neither.
            receipt.IsStored = true;
            changes.Add(new ReceiptAdded(_session.ClientId, packetId), writes.Leave);
        }

        (ISubscriber? busy, ValueTask committed) = _parts.Pipeline.Complete(message, verdict, ref changes);
        if (receipt is not null)
        {
            receipt.Taken = committed.IsCompletedSuccessfully ? Task.CompletedTask : committed.AsTask();
            committed = new ValueTask(receipt.Taken);
        }

        if (!verdict.IsAccepted)
        {
            LogRejected(message, verdict);
        }

        await _answers.AddAsync(committed, verdict, packetId, receipt, cancellationToken);
        if (busy is not null)
        {
            await busy.WaitForRoomAsync();
        }
    }

    private void Abandon(Receipt? receipt)
    {
        _parts.Pipeline.Abandon();
        _answers.Forget(receipt);
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

    private readonly record struct Entry(PublishedMessage Message, ValueTask<PublishVerdict> Verdict, ushort PacketId, Receipt? Receipt);
}
