using System.Threading.Channels;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Ingest;

/// <summary>One listener of the <see cref="SampleFeed"/>, with a queue and a loop of its own.</summary>
internal sealed class SampleSubscription : IAsyncDisposable
{
    private const int Capacity = 1_024;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Sample> _queue;
    private readonly Action<SampleSubscription> _remove;
    private readonly Task _loop;
    private Func<Sample, CancellationToken, ValueTask>? _handler;
    private long _dropped;
    private int _isDisposed;

    public SampleSubscription(string name, Func<Sample, CancellationToken, ValueTask> handler, Action<SampleSubscription> remove)
    {
        Name = name;
        (_handler, _remove) = (handler, remove);
        _queue = Channel.CreateBounded<Sample>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _loop = Task.Run(RunAsync);
    }

    public string Name { get; }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Offer(Sample sample) => _queue.Writer.TryWrite(sample);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            await _loop;
            return;
        }

        _remove(this);
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop;
        _handler = null; // it may belong to a plugin, which must not live on in a forgotten subscription
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (Sample sample in _queue.Reader.ReadAllAsync(_stopping.Token))
            {
                if (_handler is { } handler)
                {
                    await handler(sample, _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed: what still waits is nobody's any more.
        }
    }
}
