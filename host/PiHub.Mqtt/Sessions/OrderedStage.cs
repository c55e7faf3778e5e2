using System.Threading.Channels;

namespace PiHub.Mqtt.Sessions;

/// <summary>A bounded queue whose items are handled one after the other. It costs nothing before the first item.</summary>
internal sealed class OrderedStage<T>
{
    private readonly int _capacity;
    private readonly Func<T, ValueTask> _handle;

    // Guards the making of what follows.
    private readonly Lock _gate = new();
    private Channel<T>? _items;
    private Task _loop = Task.CompletedTask;
    private int _count;

    /// <param name="capacity">Full: who adds waits.</param>
    /// <param name="handle">Handles an item; must not throw.</param>
    public OrderedStage(int capacity, Func<T, ValueTask> handle)
    {
        _capacity = capacity;
        _handle = handle;
    }

    /// <summary>Whether every item is handled: what is done now overtakes nothing.</summary>
    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>Adds an item. From any thread.</summary>
    public ValueTask AddAsync(T item, CancellationToken cancellationToken)
    {
        ChannelWriter<T> items = (Volatile.Read(ref _items) ?? Begin()).Writer;
        Interlocked.Increment(ref _count);
        return items.TryWrite(item) ? ValueTask.CompletedTask : WaitAndAddAsync(items, item, cancellationToken);
    }

    /// <summary>Takes no more items.</summary>
    /// <returns>Completes when those that it has are handled.</returns>
    public Task CompleteAsync()
    {
        _items?.Writer.TryComplete();
        return _loop;
    }

    private Channel<T> Begin()
    {
        lock (_gate)
        {
            if (_items is null)
            {
                var items = Channel.CreateBounded<T>(new BoundedChannelOptions(_capacity) { SingleReader = true });
                _loop = RunAsync(items.Reader);
                Volatile.Write(ref _items, items);
            }

            return _items;
        }
    }

    private async ValueTask WaitAndAddAsync(ChannelWriter<T> items, T item, CancellationToken cancellationToken)
    {
        bool isAdded = false;
        try
        {
            await items.WriteAsync(item, cancellationToken);
            isAdded = true;
        }
        finally
        {
            if (!isAdded)
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private async Task RunAsync(ChannelReader<T> items)
    {
        while (await items.WaitToReadAsync())
        {
            while (items.TryRead(out T? item))
            {
                await _handle(item);
                Interlocked.Decrement(ref _count);
            }
        }
    }
}
