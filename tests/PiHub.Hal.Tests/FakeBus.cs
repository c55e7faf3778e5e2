using System.Text;
using PiHub.Sdk.Bus;

namespace PiHub.Hal.Tests;

/// <summary>A bus that keeps what was published, and can hold or refuse topics.</summary>
public sealed class FakeBus : IBus
{
    private readonly Lock _lock = new(); // guards all fields
    private readonly List<BusMessage> _published = [];
    private readonly List<(Func<IReadOnlyList<BusMessage>, bool> IsThere, TaskCompletionSource Seen)> _waiters = [];
    private readonly List<(string Prefix, Func<BusMessage, CancellationToken, ValueTask> Handler)> _subscriptions = [];

    /// <summary>Asked before each publish: throw to refuse, wait to hold.</summary>
    public Func<BusMessage, CancellationToken, ValueTask> Gate { get; set; } = (_, _) => ValueTask.CompletedTask;

    public async ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        await Gate(message, cancellationToken);
        lock (_lock)
        {
            _published.Add(message);
            foreach (var waiter in _waiters.Where(waiter => waiter.IsThere(_published)).ToArray())
            {
                _waiters.Remove(waiter);
                waiter.Seen.SetResult();
            }
        }
    }

    public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler)
    {
        var subscription = (topicFilter.TrimEnd('+'), handler);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
        }

        return new Subscription(this, subscription);
    }

    /// <summary>Delivers to subscribers, as if a client had published.</summary>
    public async Task SendAsync(BusMessage message)
    {
        Func<BusMessage, CancellationToken, ValueTask>[] handlers;
        lock (_lock)
        {
            handlers = [.. _subscriptions
                .Where(s => message.Topic.StartsWith(s.Prefix, StringComparison.Ordinal) && !message.Topic[s.Prefix.Length..].Contains('/', StringComparison.Ordinal))
                .Select(s => s.Handler)];
        }

        foreach (var handler in handlers)
        {
            await handler(message, CancellationToken.None);
        }
    }

    /// <summary>What was published on a topic, as texts.</summary>
    public IReadOnlyList<string> On(string topic)
    {
        lock (_lock)
        {
            return [.. _published.Where(m => m.Topic == topic).Select(m => Encoding.UTF8.GetString(m.Payload.Span))];
        }
    }

    public IReadOnlyList<BusMessage> Published()
    {
        lock (_lock)
        {
            return [.. _published];
        }
    }

    /// <summary>Waits until a topic has so many messages.</summary>
    public Task UntilAsync(string topic, int count) => UntilAsync(all => all.Count(m => m.Topic == topic) >= count);

    public Task UntilAsync(Func<IReadOnlyList<BusMessage>, bool> isThere)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (isThere(_published))
            {
                seen.SetResult();
            }
            else
            {
                _waiters.Add((isThere, seen));
            }
        }

        return seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public int SubscriptionCount
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Count;
            }
        }
    }

    private sealed class Subscription(
        FakeBus bus, (string Prefix, Func<BusMessage, CancellationToken, ValueTask> Handler) entry) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (bus._lock)
            {
                bus._subscriptions.Remove(entry);
            }

            return ValueTask.CompletedTask;
        }
    }
}
