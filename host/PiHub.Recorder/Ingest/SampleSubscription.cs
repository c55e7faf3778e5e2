using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Ingest;

/// <summary>One listener of the <see cref="SampleFeed"/>, with a queue and a loop of its own.</summary>
internal sealed class SampleSubscription : IAsyncDisposable
{
    private const int Capacity = 1_024;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Sample> _queue;
    private readonly Action<SampleSubscription> _remove;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private Func<Sample, CancellationToken, ValueTask>? _handler;
    private long _missed;
    private int _isDisposed;

    public SampleSubscription(string name, Func<Sample, CancellationToken, ValueTask> handler, Action<SampleSubscription> remove, ILogger logger)
    {
        Name = name;
        (_handler, _remove, _logger) = (handler, remove, logger);
        _queue = Channel.CreateBounded<Sample>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed));
        _loop = Task.Run(RunAsync);
    }

    public string Name { get; }

    public long Missed => Interlocked.Read(ref _missed);

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
                await HandleAsync(sample);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed: what still waits is nobody's any more.
        }
    }

    private async Task HandleAsync(Sample sample)
    {
        try
        {
            if (_handler is { } handler)
            {
                await handler(sample, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Boundary: a listener fails alone, and only at this sample.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _missed);
            Log.ListenerFailed(_logger, exception, Name, sample.Device);
        }
    }
}
