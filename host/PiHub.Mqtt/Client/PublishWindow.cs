using System.Diagnostics.CodeAnalysis;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>What the client publishes, over all connections: who waits for a place, and the QoS 1 and 2 handshakes under way.</summary>
/// <remarks>Safe from any thread. It holds one entry per call that waits, and never more in flight than the window allows.</remarks>
internal sealed class PublishWindow
{
    private readonly int _maximum;

    // Guards all fields below and the state of every message.
    private readonly Lock _gate = new();
    private readonly PacketIds _ids = new();
    private readonly LinkedList<OutgoingPublish> _waiting = [];
    private readonly LinkedList<OutgoingPublish> _inFlight = [];
    private readonly Dictionary<ushort, LinkedListNode<OutgoingPublish>> _byId = [];
    private readonly Queue<OutgoingPublish> _again = new();
    private readonly HashSet<ushort> _released = [];
    private TaskCompletionSource? _idle;
    private bool _isFirstLink = true;
    private bool _hasLeftovers;
    private int _size;
    private int _quota;

    /// <param name="maximum">The most messages in flight.</param>
    public PublishWindow(int maximum) => _maximum = maximum;

    /// <summary>Messages that wait or are in flight.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count + _inFlight.Count;
            }
        }
    }

    public void Add(OutgoingPublish publish)
    {
        lock (_gate)
        {
            _waiting.AddLast(publish);
        }
    }

    /// <summary>Takes a message back unless it is in flight; a handshake that has begun goes on without its caller.</summary>
    public void Cancel(OutgoingPublish publish)
    {
        lock (_gate)
        {
            _waiting.Remove(publish);
            NoteIdle();
        }
    }

    /// <summary>A connection begins: what is in flight is sent again before anything new (4.4.0-1).</summary>
    /// <remarks>Without the server's session, a message that it has confirmed with PUBREC counts as published, for the server has taken
    /// ownership of it (4.3.3); any other is sent as new.</remarks>
    public void Begin(bool isSessionPresent, int serverReceiveMaximum)
    {
        lock (_gate)
        {
            // The server may still hold receipts of a process before this one, and would take a new message for an old one.
            _hasLeftovers = isSessionPresent && (_hasLeftovers || _isFirstLink);
            _isFirstLink = false;
            _size = Math.Min(_maximum, serverReceiveMaximum);
            _quota = _size;
            _again.Clear();
            foreach (OutgoingPublish publish in _inFlight.ToArray())
            {
                publish.IsOnWire = false;
                publish.WasSent &= isSessionPresent;
                if (publish.IsReceived && !isSessionPresent)
                {
                    Finish(publish);
                    publish.Done.TrySetResult();
                }
                else
                {
                    _again.Enqueue(publish);
                }
            }
        }
    }

    /// <summary>The next packets to write: PUBREL when the message is received already, else PUBLISH.</summary>
    /// <param name="publish">The message, which counts as sent from now on.</param>
    /// <param name="releasesFirst">Whether its identifier must be released at the server before.</param>
    /// <returns>False when there is nothing, or the window is full.</returns>
    public bool TryNext([NotNullWhen(true)] out OutgoingPublish? publish, out bool releasesFirst)
    {
        lock (_gate)
        {
            releasesFirst = false;
            if (_again.TryPeek(out publish))
            {
                if (!publish.IsReceived && !TryUseQuota())
                {
                    return false;
                }

                _again.Dequeue();
                publish.IsOnWire = true;
                return true;
            }

            publish = _waiting.First?.Value;
            if (publish is null || (publish.NeedsAcknowledgement && !TryUseQuota()))
            {
                return false;
            }

            _waiting.RemoveFirst();
            if (publish.NeedsAcknowledgement)
            {
                publish.PacketId = _ids.Take();
                publish.IsOnWire = true;
                _byId[publish.PacketId] = _inFlight.AddLast(publish);
                releasesFirst = _hasLeftovers && publish.Message.QualityOfService == QualityOfService.ExactlyOnce
                    && _released.Add(publish.PacketId);
            }

            return true;
        }
    }

    /// <summary>A QoS 0 message is written.</summary>
    public void Complete(OutgoingPublish publish)
    {
        publish.Done.TrySetResult();
        lock (_gate)
        {
            NoteIdle();
        }
    }

    /// <summary>A message that <see cref="TryNext"/> gave cannot be sent to this server at all.</summary>
    public void Refuse(OutgoingPublish publish, MqttClientException reason)
    {
        lock (_gate)
        {
            if (publish.PacketId != 0)
            {
                _quota++;
                Finish(publish);
            }

            publish.Done.TrySetException(reason);
            NoteIdle();
        }
    }

    /// <summary>The server answers PUBACK, PUBREC or PUBCOMP.</summary>
    /// <returns>What to answer; null for nothing.</returns>
    /// <exception cref="MqttProtocolException">The answer does not fit the message.</exception>
    public AcknowledgementPacket? Answer(AcknowledgementPacket packet)
    {
        lock (_gate)
        {
            OutgoingPublish? publish = _byId.GetValueOrDefault(packet.PacketId)?.Value;
            if (publish is not { IsOnWire: true })
            {
                // Left over from another process or session: 4.3.3 wants an answer to PUBREC nevertheless.
                return packet.Type != PacketType.PubRec ? null
                    : new AcknowledgementPacket(PacketType.PubRel, packet.PacketId) { Reason = ReasonCode.PacketIdentifierNotFound };
            }

            bool isExactlyOnce = publish.Message.QualityOfService == QualityOfService.ExactlyOnce;
            if (isExactlyOnce == (packet.Type == PacketType.PubAck))
            {
                throw MqttProtocolException.NotAllowed($"{packet.Type} answers a message of another quality of service");
            }

            return packet.Type == PacketType.PubRec && packet.Reason < ReasonCode.UnspecifiedError
                ? Receive(publish)
                : End(publish, packet);
        }
    }

    /// <summary>Completes when nothing waits or is in flight.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            NoteIdle();
            return _idle.Task;
        }
    }

    /// <summary>Gives everything up.</summary>
    public void Fail(Exception reason)
    {
        lock (_gate)
        {
            foreach (OutgoingPublish publish in _waiting.Concat(_inFlight))
            {
                publish.Done.TrySetException(reason);
            }

            _waiting.Clear();
            _inFlight.Clear();
            _byId.Clear();
            _again.Clear();
        }
    }

    /// <summary>An identifier for subscribing or unsubscribing.</summary>
    public ushort TakeId()
    {
        lock (_gate)
        {
            return _ids.Take();
        }
    }

    public void ReleaseId(ushort id)
    {
        lock (_gate)
        {
            _ids.Release(id);
        }
    }

    private bool TryUseQuota()
    {
        if (_quota == 0)
        {
            return false;
        }

        _quota--;
        return true;
    }

    private static AcknowledgementPacket Receive(OutgoingPublish publish)
    {
        publish.IsReceived = true;
        return new AcknowledgementPacket(PacketType.PubRel, publish.PacketId);
    }

    private AcknowledgementPacket? End(OutgoingPublish publish, AcknowledgementPacket packet)
    {
        if (packet.Type == PacketType.PubComp && !publish.IsReceived)
        {
            return null; // answers the release before the first use of the identifier
        }

        // A message that was only released on this connection has used no quota.
        _quota = Math.Min(_quota + 1, _size);
        Finish(publish);

        // 0x92 in PUBCOMP: the server has forgotten the identifier, but not the message that it had confirmed.
        if (packet.Reason >= ReasonCode.UnspecifiedError && packet.Type != PacketType.PubComp)
        {
            publish.Done.TrySetException(new MqttClientException(packet.Reason, FailureText.PublishRefused(publish.Message.Topic, packet)));
        }
        else
        {
            publish.Done.TrySetResult();
        }

        NoteIdle();
        return null;
    }

    private void Finish(OutgoingPublish publish)
    {
        if (_byId.Remove(publish.PacketId, out LinkedListNode<OutgoingPublish>? node))
        {
            _inFlight.Remove(node);
            _ids.Release(publish.PacketId);
        }
    }

    private void NoteIdle()
    {
        if (_waiting.Count + _inFlight.Count == 0)
        {
            _idle?.TrySetResult();
        }
    }
}
