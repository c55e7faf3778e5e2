using System.Collections.Frozen;
using System.Threading.Channels;

namespace PiHub.Api.Live;

/// <summary>What waits to be sent to one client of <c>/api/events</c>.</summary>
/// <remarks>
/// A slow client costs bounded memory: of a device's samples only the newest waits (overflow policy: coalesce), of everything else at
/// most <see cref="Capacity"/> messages (overflow policy: drop oldest), and the client is told how many it missed. MQTT messages wait in
/// their <see cref="TopicWatch"/>.
/// </remarks>
internal sealed class EventOutbox(TimeProvider time)
{
    public const int Capacity = 256;

    private readonly Lock _lock = new(); // guards the five fields below
    private readonly Queue<byte[]> _waiting = new();
    private readonly Dictionary<string, byte[]> _samples = new(StringComparer.Ordinal);
    private int _missed;
    private FrozenSet<string> _channels = [];
    private IReadOnlyList<TopicWatch> _watches = [];

    // Holds at most one "something waits"; a second one says nothing new and is dropped.
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Sends these channels from now on, and no others.</summary>
    public void Select(IEnumerable<string> channels)
    {
        var selected = channels.ToFrozenSet(StringComparer.Ordinal);
        lock (_lock)
        {
            _channels = selected;
        }
    }

    public bool Wants(string channel)
    {
        lock (_lock)
        {
            return _channels.Contains(channel);
        }
    }

    /// <summary>Queues a message of a channel, if the client wants that.</summary>
    public void Offer(string channel, byte[] message)
    {
        lock (_lock)
        {
            if (!_channels.Contains(channel))
            {
                return;
            }

            if (EventChannel.IsSamples(channel))
            {
                _samples[channel] = message;
            }
            else
            {
                Enqueue(message);
            }
        }

        _arrived.Writer.TryWrite(true);
    }

    /// <summary>Sends what these watches have from now on, and no others.</summary>
    public void Watch(IReadOnlyList<TopicWatch> watches)
    {
        lock (_lock)
        {
            _watches = watches;
        }
    }

    /// <summary>A watch has something.</summary>
    public void Wake() => _arrived.Writer.TryWrite(true);

    /// <summary>Queues an answer to the client itself.</summary>
    public void Tell(byte[] message)
    {
        lock (_lock)
        {
            Enqueue(message);
        }

        _arrived.Writer.TryWrite(true);
    }

    /// <summary>Waits until something is there, and takes all of it, of MQTT messages a batch.</summary>
    public async ValueTask<IReadOnlyList<byte[]>> TakeAsync(CancellationToken cancellationToken)
    {
        await _arrived.Reader.ReadAsync(cancellationToken);
        List<byte[]> messages = [];
        IReadOnlyList<TopicWatch> watches;
        lock (_lock)
        {
            if (_missed > 0)
            {
                messages.Add(EventMessage.Missed(_missed, time.GetUtcNow()));
                _missed = 0;
            }

            messages.AddRange(_waiting);
            messages.AddRange(_samples.Values);
            _waiting.Clear();
            _samples.Clear();
            watches = _watches;
        }

        foreach (TopicWatch watch in watches)
        {
            watch.Take(messages);
        }

        return messages;
    }

    private void Enqueue(byte[] message)
    {
        if (_waiting.Count == Capacity)
        {
            _waiting.Dequeue();
            _missed++;
        }

        _waiting.Enqueue(message);
    }
}
