using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>What waits to be written to one client: answers first, then retained messages of new subscriptions, then live messages.</summary>
/// <remarks>Bounded three times: answers by making the reading loop wait, the others by dropping the newest. One loop takes.</remarks>
internal sealed class OutboundQueue
{
    // Above it, a client that sends requests and does not read answers is not read any more.
    private const int AnswersBeforeWait = 1_000;

    private readonly int _maximumMessages;
    private readonly int _maximumReplays;
    private readonly AsyncSignal _work = new();
    private readonly AsyncSignal _room = new();

    // Guards everything below.
    private readonly Lock _gate = new();
    private readonly Queue<Packet> _answers = new();
    private readonly Queue<Delivery> _replays = new();
    private readonly Queue<Delivery> _messages = new();
    private Packet? _last;
    private bool _completed;

    public OutboundQueue(BrokerOptions options)
    {
        _maximumMessages = options.OutboundQueueMessages;
        _maximumReplays = options.RetainedReplayMessages;
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

    /// <returns>False when the queue is full: the message is dropped.</returns>
    public bool TryAddMessage(in Delivery delivery)
    {
        lock (_gate)
        {
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
        }

        if (answers.Count >= AnswersBeforeWait)
        {
            _room.Set();
        }

        return goesOn;
    }

    private bool IsFull()
    {
        lock (_gate)
        {
            return !_completed && _answers.Count >= AnswersBeforeWait;
        }
    }
}
