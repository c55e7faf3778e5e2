using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Sessions;

/// <summary>The answers to one client's messages: in their order, and each only when all that its message changed is durable.</summary>
internal sealed class PublishAnswers
{
    private readonly ClientLink _link;
    private readonly Session _session;
    private readonly BrokerParts _parts;
    private readonly CancellationToken _abandoned;
    private readonly OrderedStage<Entry> _store;
    private int _unacknowledged;

    /// <param name="link">The client.</param>
    /// <param name="parts">What it shares.</param>
    /// <param name="abandoned">Nobody waits for the store any more.</param>
    public PublishAnswers(ClientLink link, BrokerParts parts, CancellationToken abandoned)
    {
        _link = link;
        _session = link.Session;
        _parts = parts;
        _abandoned = abandoned;
        _store = new OrderedStage<Entry>(parts.Options.PendingMessages, LeaveStoreAsync);
    }

    /// <summary>Counts a message of QoS 1 or 2 until it is finished.</summary>
    /// <exception cref="MqttProtocolException">There are more than the client was told (5.0: 3.3.4-7).</exception>
    public void Begin(Receipt? receipt)
    {
        if (Interlocked.Increment(ref _unacknowledged) > _parts.Options.ReceiveMaximum && _link.IsV5)
        {
            Forget(receipt);
            throw new MqttProtocolException(ReasonCode.ReceiveMaximumExceeded, "more unacknowledged messages than the receive maximum");
        }

        if (receipt is not null)
        {
            receipt.CountedBy = this;
        }
    }

    /// <summary>Gives a message up that was not forwarded.</summary>
    public void Forget(Receipt? receipt)
    {
        if (receipt is null)
        {
            return;
        }

        _session.Receipts.Remove(receipt);
        if (receipt.CountedBy is { } counter)
        {
            receipt.CountedBy = null;
            Interlocked.Decrement(ref counter._unacknowledged);
        }
    }

    /// <summary>Answers a message in its turn; waits only for room.</summary>
    /// <param name="committed">Completes when it is durable.</param>
    /// <param name="verdict">What the journal said.</param>
    /// <param name="packetId">0 at QoS 0, which is waited for but not answered.</param>
    /// <param name="receipt">That of QoS 2; null else.</param>
    /// <param name="cancellationToken">Gives up waiting for room: the message stays unanswered.</param>
    public ValueTask AddAsync(
        ValueTask committed, PublishVerdict verdict, ushort packetId, Receipt? receipt, CancellationToken cancellationToken)
    {
        var entry = new Entry(committed, verdict, packetId, receipt);
        if (!committed.IsCompletedSuccessfully || !_store.IsEmpty)
        {
            return packetId != 0 || !committed.IsCompletedSuccessfully ? _store.AddAsync(entry, cancellationToken) : ValueTask.CompletedTask;
        }

        Answer(entry);
        return ValueTask.CompletedTask;
    }

    /// <summary>Answers a message again that was taken before, on this connection or an earlier one.</summary>
    public ValueTask RepeatAsync(Receipt receipt, CancellationToken cancellationToken) => receipt.Taken is { } taken
        ? AddAsync(new ValueTask(taken), PublishVerdict.Accepted, receipt.PacketId, receipt, cancellationToken)
        : ValueTask.CompletedTask;

    /// <summary>PUBREL: the identifier of a QoS 2 message becomes free.</summary>
    public void Release(ushort packetId)
    {
        if (_session.Receipts.Find(packetId) is not { Taken.IsCompleted: true } receipt)
        {
            // 5.0: 3.7.2-1
            _link.Answers.Add(new AcknowledgementPacket(PacketType.PubComp, packetId) { Reason = ReasonCode.PacketIdentifierNotFound });
        }
        else if (!receipt.IsStored || _session.Writes is not { } writes)
        {
            Complete(receipt);
        }
        else if (!receipt.IsReleasing)
        {
            // A PUBCOMP that is not durable could make the client's next message under this identifier a duplicate after a crash.
            receipt.IsReleasing = true;
            writes.Append(() => Complete(receipt), isLazy: false, new ReceiptDeleted(_session.ClientId, packetId));
        }
    }

    /// <summary>Takes no more; completes when all are answered.</summary>
    public Task CompleteAsync() => _store.CompleteAsync();

    private async ValueTask LeaveStoreAsync(Entry entry)
    {
#pragma warning disable CA1031 // Boundary to the store: what it fails on is just not acknowledged.
        try
        {
            if (!entry.Committed.IsCompletedSuccessfully)
            {
                await entry.Committed.AsTask().WaitAsync(_abandoned);
            }

            Answer(entry);
        }
        catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
        {
            // The connection has ended.
        }
        catch (Exception exception)
        {
            Log.JournalFailed(_parts.Logger, exception, _session.ClientId);
            _link.Close(CloseReason.JournalFailed);
        }
#pragma warning restore CA1031
    }

    private void Answer(in Entry entry)
    {
        if (entry.PacketId == 0)
        {
            return;
        }

        // Before the answer leaves: the client's next message may follow it at once.
        if (entry.Receipt is null)
        {
            Interlocked.Decrement(ref _unacknowledged);
        }
        else if (!entry.Verdict.IsAccepted && _link.IsV5)
        {
            Forget(entry.Receipt); // 4.3.3-9: the failure ends it
        }

        _link.Answers.Add(new AcknowledgementPacket(entry.Receipt is null ? PacketType.PubAck : PacketType.PubRec, entry.PacketId)
        {
            Reason = entry.Verdict.Code,
            Properties = _link.Explain(entry.Verdict.Reason, always: false),
        });
    }

    // On the connection of this moment: the one that asked may be gone.
    private void Complete(Receipt receipt)
    {
        Forget(receipt);
        _session.Link?.Answers.Add(new AcknowledgementPacket(PacketType.PubComp, receipt.PacketId));
    }

    private readonly record struct Entry(ValueTask Committed, PublishVerdict Verdict, ushort PacketId, Receipt? Receipt);
}
