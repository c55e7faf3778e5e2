using PiHub.Sdk.Bus;

namespace PiHub.Api.Live;

/// <summary>The MQTT messages of one filter for one client of <c>/api/events</c>, subscribed for as long as it exists.</summary>
/// <remarks>
/// Of the messages of a topic that wait only the newest is kept, with their count (overflow policy: coalesce). At most
/// <see cref="Capacity"/> topics and <see cref="CapacityBytes"/> wait; messages of further topics are dropped and counted. The client is
/// woken ten times a second at most and gets at most <see cref="BatchMessages"/> messages then, so that a busy broker floods no browser.
/// </remarks>
internal sealed class TopicWatch : IAsyncDisposable
{
    public const int Capacity = 2_000;
    public const int CapacityBytes = 4 * 1024 * 1024;
    public const int BatchMessages = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _channel;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly IAsyncDisposable _subscription;

    // Guards the four fields below.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WatchedMessage> _byTopic = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private int _waitingBytes;
    private int _dropped;

    /// <exception cref="ArgumentException">The channel's filter is malformed.</exception>
    public TopicWatch(string channel, IBus bus, Action wake, TimeProvider time)
    {
        (_channel, _time) = (channel, time);
        _subscription = bus.Subscribe(EventChannel.FilterOf(channel), OnMessageAsync);
        _timer = time.CreateTimer(_ => WakeIfWaiting(wake), state: null, Interval, Interval);
    }

    /// <summary>Takes a batch of what waits, the topics that wait longest first.</summary>
    public void Take(List<byte[]> messages)
    {
        var taken = new List<WatchedMessage>();
        int dropped;
        lock (_lock)
        {
            while (taken.Count < BatchMessages && _order.TryDequeue(out string? topic))
            {
                if (_byTopic.Remove(topic, out WatchedMessage? message))
                {
                    _waitingBytes -= message.CostBytes;
                    taken.Add(message);
                }
            }

            (dropped, _dropped) = (_dropped, 0);
        }

        messages.AddRange(taken.Select(message => EventMessage.Of(_channel, message)));
        if (dropped > 0)
        {
            messages.Add(EventMessage.Dropped(_channel, dropped, _time.GetUtcNow()));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _subscription.DisposeAsync();
    }

    private ValueTask OnMessageAsync(BusMessage message, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> payload = message.Payload;
        var watched = new WatchedMessage(
            message.Topic,
            payload[..Math.Min(payload.Length, WatchedMessage.PreviewBytes)].ToArray(), // the whole payload must not be held by a preview
            payload.Length,
            (int)message.QualityOfService,
            message.Retain,
            _time.GetUtcNow(),
            Count: 1);
        lock (_lock)
        {
            Keep(watched);
        }

        return ValueTask.CompletedTask;
    }

    private void Keep(WatchedMessage message)
    {
        if (_byTopic.TryGetValue(message.Topic, out WatchedMessage? before))
        {
            _waitingBytes += message.CostBytes - before.CostBytes;
            _byTopic[message.Topic] = message with { Count = before.Count + 1 };
        }
        else if (_byTopic.Count < Capacity && _waitingBytes + message.CostBytes <= CapacityBytes)
        {
            _waitingBytes += message.CostBytes;
            _byTopic[message.Topic] = message;
            _order.Enqueue(message.Topic);
        }
        else
        {
            _dropped++;
        }
    }

    private void WakeIfWaiting(Action wake)
    {
        lock (_lock)
        {
            if (_order.Count == 0 && _dropped == 0)
            {
                return;
            }
        }

        wake();
    }
}
