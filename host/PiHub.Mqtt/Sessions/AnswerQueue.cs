using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Sessions;

/// <summary>The answers that wait to be written to one connection, and the bell of its writing loop.</summary>
/// <remarks>Bounded by making the reading loop wait. One loop takes.</remarks>
internal sealed class AnswerQueue
{
    // Above it, a client that sends requests and does not read answers is not read any more.
    private const int AnswersBeforeWait = 1_000;

    private readonly AsyncSignal _room = new();

    // Guards everything below.
    private readonly Lock _gate = new();
    private readonly Queue<Packet> _answers = new();
    private Packet? _last;
    private bool _completed;
    private bool _waitsNoMore;

    /// <summary>Rings when there is something to write.</summary>
    public AsyncSignal Work { get; } = new();

    /// <summary>Adds an answer, which is never dropped, except after <see cref="Complete"/>.</summary>
    public void Add(Packet packet)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            _answers.Enqueue(packet);
        }

        Work.Set();
    }

    /// <summary>Ends the connection's writing: answers that wait are still written, then the last packet.</summary>
    public void Complete(Packet? last)
    {
        lock (_gate)
        {
            _completed = true;
            _last = last;
        }

        Work.Set();
        _room.Set();
    }

    /// <summary>The connection is to end: its reading loop must not wait for a client that reads nothing.</summary>
    public void StopWaiting()
    {
        lock (_gate)
        {
            _waitsNoMore = true;
        }

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

    /// <summary>Takes all answers.</summary>
    /// <returns>False when the queue is complete and this was the rest.</returns>
    public bool Take(List<Packet> answers)
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
            return !_completed && !_waitsNoMore && _answers.Count >= AnswersBeforeWait;
        }
    }
}
