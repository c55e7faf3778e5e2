using System.Threading.Channels;

namespace PiHub.Sdk.Testing.Bus;

/// <summary>Hands items to one handler, one at a time and in order, as the hub does.</summary>
internal sealed class DeliveryQueue<T> : IAsyncDisposable
{
    private const int Capacity = 1024;

    // The oldest is dropped when the handler is so far behind, as in the hub; the deliveries count it as done.
    private readonly Channel<T> _items;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<T, CancellationToken, ValueTask> _handler;
    private readonly Deliveries _deliveries;
    private readonly Task _loop;

    // A handler that ends its own subscription must not wait for itself.
    private readonly AsyncLocal<bool> _isInside = new();

    public DeliveryQueue(Deliveries deliveries, Func<T, CancellationToken, ValueTask> handler)
    {
        (_deliveries, _handler) = (deliveries, handler);
        _items = Channel.CreateBounded<T>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest }, _ => deliveries.Ended());
        _loop = Task.Run(RunAsync);
    }

    public void Add(T item)
    {
        _deliveries.Began();
        if (!_items.Writer.TryWrite(item))
        {
            _deliveries.Ended();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_items.Writer.TryComplete())
        {
            await _stopping.CancelAsync();
        }

        if (!_isInside.Value)
        {
            await _loop;
        }
    }

    private async Task RunAsync()
    {
        _isInside.Value = true;
        await foreach (T item in _items.Reader.ReadAllAsync())
        {
            try
            {
                if (!_stopping.IsCancellationRequested)
                {
                    await _handler(item, _stopping.Token);
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // Stopped.
            }
#pragma warning disable CA1031 // Boundary to foreign code: a handler fails alone, and the test is told.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _deliveries.Failed(exception);
            }
            finally
            {
                _deliveries.Ended();
            }
        }
    }
}
