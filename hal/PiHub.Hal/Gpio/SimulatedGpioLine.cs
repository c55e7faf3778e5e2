using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace PiHub.Hal.Gpio;

/// <summary>A GPIO line in memory: the driver has the <see cref="IGpioLine"/>, the simulation or test drives and watches the other
/// end.</summary>
/// <remarks>Safe to call from any thread.</remarks>
public sealed class SimulatedGpioLine : IGpioLine
{
    /// <summary>So many unread edges wait for a watcher; then the oldest is dropped and counted, as in the kernel's event buffer.</summary>
    internal const int EdgeCapacity = 64;

    private readonly Lock _lock = new(); // guards _active, _disposed, _watchers
    private readonly List<Channel<bool>> _watchers = [];
    private readonly bool _isOutput;
    private long _edgesDropped;
    private bool _active;
    private bool _disposed;

    /// <summary>Creates an inactive line.</summary>
    /// <param name="isOutput">The driver drives it; else it is an input, driven with <see cref="Drive"/>.</param>
    public SimulatedGpioLine(bool isOutput) => _isOutput = isOutput;

    /// <summary>The level, as the other end sees it.</summary>
    public bool IsActive
    {
        get
        {
            lock (_lock)
            {
                return _active;
            }
        }
    }

    /// <summary>Edges lost because a watcher was too slow, a count.</summary>
    public long EdgesDropped => Interlocked.Read(ref _edgesDropped);

    /// <summary>Sets the level from the other end; a change is an edge.</summary>
    /// <param name="active">The level.</param>
    /// <exception cref="InvalidOperationException">The line is an output: two ends would drive it.</exception>
    public void Drive(bool active)
    {
        if (_isOutput)
        {
            throw new InvalidOperationException("The line is an output; only the driver drives it.");
        }

        Set(active);
    }

    /// <inheritdoc/>
    public bool Read()
    {
        lock (_lock)
        {
            return _disposed ? throw new ObjectDisposedException(nameof(SimulatedGpioLine)) : _active;
        }
    }

    /// <inheritdoc/>
    public void Write(bool active)
    {
        if (!_isOutput)
        {
            throw new DeviceFaultException("The GPIO line is an input; configure it as an output.");
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        Set(active);
    }

    /// <inheritdoc/>
    /// <remarks>Edges count from the first step of the enumeration on; the sequence ends when the line is disposed.</remarks>
    public async IAsyncEnumerable<bool> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<bool> edges = AddWatcher();
        try
        {
            while (await WaitAsync(edges.Reader, cancellationToken))
            {
                while (edges.Reader.TryRead(out bool active))
                {
                    yield return active;
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(edges);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>False when the line is disposed or the watcher has had enough: both end the sequence.</summary>
    private static async ValueTask<bool> WaitAsync(ChannelReader<bool> edges, CancellationToken cancellationToken)
    {
        try
        {
            return await edges.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Channel<bool> AddWatcher()
    {
        var options = new BoundedChannelOptions(EdgeCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        var edges = Channel.CreateBounded<bool>(options, _ => Interlocked.Increment(ref _edgesDropped));
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _watchers.Add(edges);
        }

        return edges;
    }

    private void Set(bool active)
    {
        lock (_lock)
        {
            if (_active == active)
            {
                return;
            }

            _active = active;
            _watchers.ForEach(watcher => watcher.Writer.TryWrite(active));
        }
    }
}
