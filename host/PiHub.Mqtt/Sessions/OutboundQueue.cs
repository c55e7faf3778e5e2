using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>The messages of one session: those sent and not finished, retained ones of new subscriptions, and live ones, in this order.</summary>
/// <remarks>It outlives the connection as its session does. Bounded by messages and bytes, and by the bytes of all sessions;
/// <see cref="BrokerOptions.OutboundOverflow"/> says what gives way. One loop takes. A queue that is half full because the broker
/// itself is behind makes publishers wait a little; one that is full because its client does not take its messages never does: see
/// <see cref="SetStalled"/>.</remarks>
internal sealed class OutboundQueue
{
    private const int BatchMessages = 64;
    private const int BatchBytes = 65_536;

    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;

    // Guards everything below.
    private readonly Lock _gate = new();
    private readonly WaitingMessages _waiting;
    private readonly InFlightMessages _inFlight = new();
    private AsyncSignal? _listener;
    private bool _hasEnded;
    private long? _stalledSince;
    private TaskCompletionSource? _messageRoom;

    public OutboundQueue(BrokerOptions options, BrokerCounters counters, TimeProvider time)
    {
        _grace = options.SubscriberGrace;
        _time = time;
        _waiting = new WaitingMessages(options, counters, time);
    }

    /// <summary>What waits, what is in flight, and what was dropped since the session began.</summary>
    public (int Messages, long Bytes, int InFlight, long Dropped) Size
    {
        get
        {
            lock (_gate)
            {
                return (_waiting.Count, _waiting.Bytes, _inFlight.Count, _waiting.Dropped);
            }
        }
    }

    /// <summary>How well it takes a message now.</summary>
    public Readiness Readiness
    {
        get
        {
            lock (_gate)
            {
                Readiness open = _waiting.IsHalfEmpty && _stalledSince is null && !_inFlight.IsFull ? Readiness.Ready : Readiness.Busy;
                return _listener is null ? Readiness.Offline : open;
            }
        }
    }

    /// <summary>A connection begins to take.</summary>
    /// <param name="listener">Rung when there is something to take.</param>
    /// <param name="window">The most unfinished messages.</param>
    public void Attach(AsyncSignal listener, int window)
    {
        lock (_gate)
        {
            _listener = listener;
            _stalledSince = null;
            _inFlight.Start(window);
        }

        listener.Set();
    }

    /// <summary>The connection has ended: messages of QoS 0 do not wait for the next one.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            _listener = null;
            _waiting.DropUnacknowledgeable();
            GiveRoom();
        }
    }

    /// <summary>The session ends: nothing is kept or taken any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _listener = null;
            _waiting.Clear();
            _inFlight.Clear();
            GiveRoom();
        }
    }

    /// <summary>Puts a message back that waited before a restart, in the order of the sequences.</summary>
    public void Restore(in Delivery delivery, long sequence, ushort packetId, bool isReceived)
    {
        lock (_gate)
        {
            QueuedMessage message = _waiting.Recover(delivery, sequence, isSent: packetId != 0);
            if (packetId == 0)
            {
                _waiting.Restore(message);
            }
            else
            {
                _inFlight.Restore(message, packetId, isReceived);
            }
        }
    }

    /// <summary>Adds a live message.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="isStored">Whether it is to be stored: it is not taken before its mark is committed.</param>
    /// <param name="discarded">Gets what was dropped for it or had expired, to be deleted from the store.</param>
    /// <param name="isBusy">Whether its publisher should call <see cref="WaitForMessageRoomAsync"/> before the next one.</param>
    /// <param name="mark">Where to store it; null when it is not stored.</param>
    /// <returns>False when the queue is full: the message is dropped.</returns>
    public bool TryAdd(in Delivery delivery, bool isStored, ref List<StoredMark>? discarded, out bool isBusy, out StoredMark? mark)
    {
        AsyncSignal? listener;
        lock (_gate)
        {
            mark = null;
            listener = _listener;
            isBusy = IsBusy();
            if (_hasEnded || (listener is null && delivery.Quality == QualityOfService.AtMostOnce))
            {
                return true;
            }

            if (!_waiting.TryAdd(delivery, isStored, ref discarded, out mark))
            {
                return false;
            }
        }

        listener?.Set();
        return true;
    }

    /// <summary>Adds retained messages of new subscriptions; those that do not fit are dropped and counted.</summary>
    /// <param name="deliveries">The messages.</param>
    /// <param name="isStored">Whether those of QoS 1 and 2 are to be stored.</param>
    /// <returns>What to store, with its mark.</returns>
    public List<(StoredMark Mark, Delivery Delivery)> AddReplays(List<Delivery> deliveries, bool isStored)
    {
        List<(StoredMark Mark, Delivery Delivery)> stored = [];
        lock (_gate)
        {
            foreach (Delivery delivery in deliveries)
            {
                if (!_hasEnded && _waiting.AddReplay(delivery, isStored) is { } mark)
                {
                    stored.Add((mark, delivery));
                }
            }
        }

        Wake();
        return stored;
    }

    /// <summary>Waits until the queue is less than half full, at most for the subscriber's grace. For any number of publishers.</summary>
    public async ValueTask WaitForMessageRoomAsync()
    {
        Task room;
        lock (_gate)
        {
            if (!IsBusy())
            {
                return;
            }

            _messageRoom ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _messageRoom.Task;
        }

        using var deadline = new CancellationTokenSource();
        await Task.WhenAny(room, Task.Delay(_grace, _time, deadline.Token));
        await deadline.CancelAsync();
    }

    /// <summary>Tells whether the client keeps the taking loop from going on: it does not read, or does not acknowledge.</summary>
    public void SetStalled(bool isStalled)
    {
        lock (_gate)
        {
            _stalledSince = isStalled ? _stalledSince ?? _time.GetTimestamp() : null;
        }
    }

    /// <summary>Rings for the taking loop, e.g. because a message has become durable.</summary>
    public void Wake() => Volatile.Read(ref _listener)?.Set();

    /// <summary>Takes a batch of what may be sent now.</summary>
    /// <param name="batch">Gets the messages; those of QoS 1 and 2 with a packet identifier.</param>
    /// <param name="discarded">Gets what has expired, to be deleted from the store.</param>
    public void Take(List<OutgoingMessage> batch, ref List<StoredMark>? discarded)
    {
        lock (_gate)
        {
            long takenBytes = 0;
            long freedBytes = 0;
            bool isBlocked = false;
            while (batch.Count < BatchMessages && takenBytes < BatchBytes && TryTake(out OutgoingMessage next, out isBlocked, ref discarded))
            {
                batch.Add(next);
                takenBytes += next.Message.Delivery.Message.Message.Payload.Length;
                freedBytes += next.PacketId == 0 ? next.Message.SizeBytes : 0;
            }

            _waiting.Free(freedBytes);
            if (isBlocked || batch.Count > 0)
            {
                _stalledSince = isBlocked && batch.Count == 0 ? _stalledSince ?? _time.GetTimestamp() : null;
            }

            if (_waiting.IsHalfEmpty)
            {
                GiveRoom();
            }
        }
    }

    /// <summary>A message is done; see <see cref="InFlightMessages.Finish"/>.</summary>
    public bool Finish(ushort packetId, PacketType by, out StoredMark? mark)
    {
        lock (_gate)
        {
            bool isKnown = _inFlight.Finish(packetId, by, out QueuedMessage message);
            mark = message.Mark;
            _waiting.Free(message.SizeBytes);
            return isKnown;
        }
    }

    /// <summary>See <see cref="InFlightMessages.Receive"/>.</summary>
    public bool Receive(ushort packetId, out StoredMark? mark, out bool mayRelease)
    {
        lock (_gate)
        {
            return _inFlight.Receive(packetId, out mark, out mayRelease);
        }
    }

    /// <summary>See <see cref="InFlightMessages.TryRelease"/>.</summary>
    public bool TryRelease(ushort packetId)
    {
        lock (_gate)
        {
            return _inFlight.TryRelease(packetId);
        }
    }

    private bool TryTake(out OutgoingMessage next, out bool isBlocked, ref List<StoredMark>? discarded)
    {
        if (_inFlight.TryTakeAgain(out next, out isBlocked) || isBlocked)
        {
            return !isBlocked;
        }

        ushort packetId = 0;
        if (!_waiting.TryPeek(out QueuedMessage message, ref discarded))
        {
            return false;
        }

        if (message.Delivery.Quality > QualityOfService.AtMostOnce && !_inFlight.TryTake(message, out packetId))
        {
            isBlocked = true;
            return false;
        }

        _waiting.Dequeue();
        next = new OutgoingMessage(message, packetId, IsDuplicate: false, IsRelease: false);
        return true;
    }

    private void GiveRoom()
    {
        _messageRoom?.SetResult();
        _messageRoom = null;
    }

    private bool IsBusy() =>
        _listener is not null && !_waiting.IsHalfEmpty && (_stalledSince is not { } since || _time.GetElapsedTime(since) < _grace);
}
