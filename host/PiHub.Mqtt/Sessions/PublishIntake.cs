using System.Threading.Channels;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>The messages of one client on their way through the journal: many at once, finished in order.</summary>
internal sealed class PublishIntake
{
    private readonly Session _session;
    private readonly BrokerParts _parts;
    private readonly Action<CloseReason> _close;

    // Full: the reading loop waits, and with it the client.
    private readonly Channel<Pending> _pending;
    private readonly CancellationTokenSource _abandon;
    private readonly Task _loop;

    // Messages handed to the loop and not finished; while 0, the reading loop may finish a message itself without overtaking.
    private int _waiting;
    private int _unacknowledged;
    private bool _hasRejected;

    public PublishIntake(Session session, BrokerParts parts, Action<CloseReason> close)
    {
        _session = session;
        _parts = parts;
        _close = close;
        _pending = Channel.CreateBounded<Pending>(
            new BoundedChannelOptions(parts.Options.ReceiveMaximum) { SingleReader = true, SingleWriter = true });
        _abandon = CancellationTokenSource.CreateLinkedTokenSource(parts.GivingUp);
        _loop = RunAsync();
    }

    /// <summary>Starts a message. For the reading loop only.</summary>
    /// <exception cref="MqttProtocolException">The client may not send this.</exception>
    public async ValueTask AcceptAsync(PublishPacket packet, CancellationToken closing)
    {
        Check(packet);
        BusMessage content = PublishedMessage.ToBusMessage(
            packet.Topic, packet.Payload, packet.QualityOfService, packet.Retain, packet.Properties);
        PublishedMessage message = PublishedMessage.Create(_session.ClientId, content, packet.Properties, _parts.Time);
        ValueTask<PublishVerdict> verdict = Start(message);
        if (verdict.IsCompletedSuccessfully && Volatile.Read(ref _waiting) == 0)
        {
            if (await FinishAsync(message, packet.PacketId, await verdict) is { } busy)
            {
                await busy.WaitForRoomAsync();
            }

            return;
        }

        Interlocked.Increment(ref _waiting);
        try
        {
            await _pending.Writer.WriteAsync(new Pending(message, verdict, packet.PacketId), closing);
        }
        catch (OperationCanceledException)
        {
            _parts.Pipeline.Abandon();
            throw;
        }
    }

    /// <summary>Takes no more messages and waits until those in the journal are finished, or gives them up after a time.</summary>
    public async Task CompleteAsync(TimeSpan timeout)
    {
        _pending.Writer.TryComplete();
        if (!_loop.IsCompleted)
        {
            using var deadline = new CancellationTokenSource(timeout, _parts.Time);
            await using CancellationTokenRegistration abandon = deadline.Token.Register(_abandon.Cancel);
            await _loop;
        }

        _abandon.Dispose();
    }

    private void Check(PublishPacket packet)
    {
        if (packet.QualityOfService == QualityOfService.ExactlyOnce)
        {
            throw new MqttProtocolException(ReasonCode.QualityOfServiceNotSupported, "QoS 2 is not supported; publish with QoS 0 or 1");
        }

        // 3.3.4-6, and 3.2.2.3.8: no alias was announced.
        if (packet.Properties is { } properties && properties.Has(PropertyId.SubscriptionIdentifier))
        {
            throw MqttProtocolException.NotAllowed("a client's PUBLISH has a subscription identifier");
        }

        if (packet.Properties?.TopicAlias is not null)
        {
            throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, "topic aliases are not served");
        }

        if (packet.QualityOfService == QualityOfService.AtLeastOnce
            && Interlocked.Increment(ref _unacknowledged) > _parts.Options.ReceiveMaximum && _session.IsV5)
        {
            throw new MqttProtocolException(ReasonCode.ReceiveMaximumExceeded, "more unacknowledged messages than the receive maximum");
        }
    }

    private ValueTask<PublishVerdict> Start(PublishedMessage message)
    {
        if (!_session.Access.MayPublish(message.Message.Topic))
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

    private async Task RunAsync()
    {
        bool failed = false;
        while (await _pending.Reader.WaitToReadAsync())
        {
            while (_pending.Reader.TryRead(out Pending pending))
            {
                failed = failed || !await TryFinishAsync(pending);
                if (failed)
                {
                    _parts.Pipeline.Abandon();
                }

                Interlocked.Decrement(ref _waiting);
            }
        }
    }

    /// <returns>False when the message is not accepted by a working journal: it and those behind it stay unacknowledged.</returns>
    private async Task<bool> TryFinishAsync(Pending pending)
    {
#pragma warning disable CA1031 // Boundary to the journal: any failure closes this connection and no other.
        try
        {
            PublishVerdict verdict = pending.Verdict.IsCompleted
                ? await pending.Verdict
                : await pending.Verdict.AsTask().WaitAsync(_abandon.Token);
            if (await FinishAsync(pending.Message, pending.PacketId, verdict) is { } busy)
            {
                await busy.WaitForRoomAsync();
            }

            return true;
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            Log.JournalFailed(_parts.Logger, exception, _session.ClientId);
            _close(CloseReason.JournalFailed);
            return false;
        }
#pragma warning restore CA1031
    }

    private async ValueTask<ISubscriber?> FinishAsync(PublishedMessage message, ushort packetId, PublishVerdict verdict)
    {
        (ISubscriber? busy, ValueTask committed) = _parts.Pipeline.Complete(message, verdict);
        await committed;
        if (!verdict.IsAccepted)
        {
            LogRejected(message, verdict);
        }

        if (packetId == 0)
        {
            return busy;
        }

        // Before the acknowledgement leaves: the client's next message may follow it at once.
        Interlocked.Decrement(ref _unacknowledged);
        _session.Outbound.AddAnswer(new AcknowledgementPacket(PacketType.PubAck, packetId)
        {
            Reason = verdict.Code,
            Properties = _session.Explain(verdict.Reason, always: false),
        });
        return busy;
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

    private readonly record struct Pending(PublishedMessage Message, ValueTask<PublishVerdict> Verdict, ushort PacketId);
}
