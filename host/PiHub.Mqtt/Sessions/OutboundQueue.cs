using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>What waits to be written to one client: answers first, then retained messages of new subscriptions, then live messages.</summary>
/// <remarks>Bounded three times: answers by making the reading loop wait, the others by dropping the newest. One loop takes.
/// A queue that is half full because the broker itself is behind makes publishers wait a little; one that is full because its client
/// does not take its messages never does: see <see cref="SetStalled"/>.</remarks>
internal sealed class OutboundQueue
{
    // Above it, a client that sends requests and does not read answers is not read any more.
    private const int AnswersBeforeWait = 1_000;

    private readonly int _maximumMessages;
    private readonly int _maximumReplays;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private readonly AsyncSignal _work = new();
    private readonly AsyncSignal _room = new();

    // Guards everything below.
    private readonly Lock _gate = new();
    private readonly Queue<Packet> _answers = new();
    private readonly Queue<Delivery> _replays = new();
    private readonly Queue<Delivery> _messages = new();
    private Packet? _last;
    private bool _completed;
    private long? _stalledSince;
    private TaskCompletionSource? _messageRoom;

    public OutboundQueue(BrokerOptions options, TimeProvider time)
    {
        _grace = options.SubscriberGrace;
        _time = time;
        _maximumMessages = options.OutboundQueueMessages;
        _maximumReplays = options.RetainedReplayMessages;
    }

    /// <summary>How many messages wait, retained ones included.</summary>
    public int WaitingMessages
    {
        get
        {
            lock (_gate)
            {
                return _replays.Count + _messages.Count;
            }
        }
    }

    /// <summary>Adds an answer, which is never dropped.</summary>
    public void AddAnswer(Packet packet)
    {
        lock (_gate)
        {
            if (!_completed)
            {
                _answers.Enqueue(packet);
            }
        }

        _work.Set();
    }

    /// <param name="delivery">The message.</param>
    /// <param name="isBusy">Whether its publisher should call <see cref="WaitForMessageRoomAsync"/> before the next one.</param>
    /// <returns>False when the queue is full: the message is dropped.</returns>
    public bool TryAddMessage(in Delivery delivery, out bool isBusy)
    {
        lock (_gate)
        {
            isBusy = IsBusy();
            if (_completed || _messages.Count >= _maximumMessages)
            {
                return _completed;
            }

            _messages.Enqueue(delivery);
        }

        _work.Set();
        return true;
    }

    /// <returns>How many did not fit and were dropped.</returns>
    public int AddReplays(List<Delivery> deliveries)
    {
        int taken;
        lock (_gate)
        {
            taken = Math.Min(deliveries.Count, _maximumReplays - _replays.Count);
            foreach (Delivery delivery in deliveries.Take(taken))
            {
                _replays.Enqueue(delivery);
            }
        }

        _work.Set();
        return deliveries.Count - taken;
    }

    /// <summary>Ends the queue: answers that wait are still written, then the last packet; messages are not.</summary>
    public void Complete(Packet? last)
    {
        lock (_gate)
        {
            _completed = true;
            _last = last;
            _messages.Clear();
            _replays.Clear();
        }

        _work.Set();
        _room.Set();
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

    /// <summary>Waits while too many answers wait. For the reading loop only.</summary>
    public async ValueTask WaitForRoomAsync()
    {
        while (IsFull())
        {
            await _room.WaitAsync();
        }
    }

    /// <summary>Wakes the taking loop, e.g. because a packet identifier is free again.</summary>
    public void Wake() => _work.Set();

    /// <summary>Waits for something new since the last wait. For the taking loop only.</summary>
    public ValueTask WaitAsync() => _work.WaitAsync();

    /// <summary>Takes all answers, and a batch of messages when asked for.</summary>
    /// <returns>False when the queue is complete and this was the rest.</returns>
    public bool Take(List<Packet> answers, Queue<Delivery>? messages, int maximumMessages)
    {
        bool goesOn;
        lock (_gate)
        {
            answers.AddRange(_answers);
            _answers.Clear();
            goesOn = !_completed;
            if (_completed && _last is not null)
            {
                answers.Add(_last);
                _last = null;
            }

            while (messages is not null && messages.Count < maximumMessages
                && (_replays.TryDequeue(out Delivery delivery) || _messages.TryDequeue(out delivery)))
            {
                messages.Enqueue(delivery);
            }

            if (_messageRoom is not null && (_completed || IsHalfEmpty))
            {
                _messageRoom.SetResult();
                _messageRoom = null;
            }
        }

        if (answers.Count >= AnswersBeforeWait)
        {
            _room.Set();
        }

        return goesOn;
    }

    private bool IsHalfEmpty => _messages.Count <= _maximumMessages / 2;

    private bool IsBusy() =>
        !_completed && !IsHalfEmpty && (_stalledSince is not { } since || _time.GetElapsedTime(since) < _grace);

    private bool IsFull()
    {
        lock (_gate)
        {
            return !_completed && _answers.Count >= AnswersBeforeWait;
        }
    }
}
