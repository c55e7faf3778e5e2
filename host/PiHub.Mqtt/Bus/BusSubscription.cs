using System.Threading.Channels;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bus;

/// <summary>One in-process handler with its queue and its loop.</summary>
internal sealed class BusSubscription : ISubscriber, IAsyncDisposable
{
    /// <summary>How many messages wait for a handler; then the oldest is dropped and counted (the contract of IBus).</summary>
    public const int Capacity = 1_024;

    // Tells a handler that disposes its own subscription, which must not wait for itself.
    private static readonly AsyncLocal<BusSubscription?> Running = new();

    private readonly string _filter;
    private readonly Func<BusMessage, CancellationToken, ValueTask> _handler;
    private readonly BrokerParts _parts;
    private readonly Action<BusSubscription> _onDisposed;
    private readonly Channel<Delivery> _queue;
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private int _disposed;

    public BusSubscription(
        string filter, Func<BusMessage, CancellationToken, ValueTask> handler, BrokerParts parts, Action<BusSubscription> onDisposed)
    {
        _filter = filter;
        _handler = handler;
        _parts = parts;
        _onDisposed = onDisposed;
        _queue = Channel.CreateBounded<Delivery>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => parts.Counters.CountDropped());
    }

    public string ClientId => PublishedMessage.HubClientId;

    public Readiness Readiness => Readiness.Ready;

    /// <summary>Subscribes and starts; retained messages go first, whatever their number.</summary>
    public void Start()
    {
        var subscription = new Subscription { Subscriber = this, Filter = _filter };
        List<Delivery> retained = [];
        _parts.Retained.Read(
            () =>
            {
                _parts.Subscriptions.Add(subscription);
                return [subscription];
            },
            found => retained = found);
        _loop = Task.Run(() => RunAsync(retained), CancellationToken.None);
    }

    // Who may subscribe in process is decided before.
    public bool MayReceive(string topic) => true;

    // Never busy: the oldest message gives way.
    public bool Deliver(in Delivery delivery, ref StoreChanges changes)
    {
        _queue.Writer.TryWrite(delivery);
        return true;
    }

    public ValueTask WaitForRoomAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _parts.Subscriptions.Remove(this, _filter);
            _queue.Writer.TryComplete();
            await _stopping.CancelAsync();
            _onDisposed(this);
        }

        if (Running.Value != this)
        {
            await _loop;
        }
    }

    private async Task RunAsync(List<Delivery> retained)
    {
        Running.Value = this;
        foreach (Delivery delivery in retained)
        {
            await HandleAsync(delivery);
        }

        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_queue.Reader.TryRead(out Delivery delivery))
            {
                await HandleAsync(delivery);
            }
        }
    }

    private async ValueTask HandleAsync(Delivery delivery)
    {
        if (_stopping.IsCancellationRequested || delivery.Message.RemainingSeconds(_parts.Time) == 0)
        {
            return;
        }

        BusMessage message = delivery.Message.Message;
#pragma warning disable CA1031 // Boundary to foreign code: a handler's failure is logged and the next message follows.
        try
        {
            await _handler(message.Retain == delivery.Retain ? message : message with { Retain = delivery.Retain }, _stopping.Token);
            _parts.Counters.CountSent(1);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The subscription ends.
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(_parts.Logger, exception, _filter, message.Topic);
        }
#pragma warning restore CA1031
    }
}
