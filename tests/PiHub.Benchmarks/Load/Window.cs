using System.Threading.Channels;

namespace PiHub.Benchmarks.Load;

/// <summary>How far a publisher may go: so many ahead of what was acknowledged, and of what its slowest subscriber has.</summary>
internal sealed class Window
{
    private readonly int _unacknowledgedLimit;
    private readonly int _undeliveredLimit;
    private readonly int[] _delivered;

    // One pulse is enough, more are dropped: the publisher looks at the counts itself.
    private readonly Channel<bool> _moved = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _acknowledged;

    public Window(int unacknowledgedLimit, int undeliveredLimit, int subscriberCount)
    {
        (_unacknowledgedLimit, _undeliveredLimit) = (unacknowledgedLimit, undeliveredLimit);
        _delivered = new int[subscriberCount];
    }

    /// <summary>Messages that were acknowledged.</summary>
    public int AcknowledgedCount => Volatile.Read(ref _acknowledged);

    /// <summary>Up to which message it may go now.</summary>
    public int End
    {
        get
        {
            int slowest = int.MaxValue;
            for (int subscriber = 0; subscriber < _delivered.Length; subscriber++)
            {
                slowest = Math.Min(slowest, Volatile.Read(ref _delivered[subscriber]));
            }

            return (int)Math.Min((long)_unacknowledgedLimit + AcknowledgedCount, (long)slowest + _undeliveredLimit);
        }
    }

    public void Acknowledge(int count)
    {
        Interlocked.Add(ref _acknowledged, count);
        _moved.Writer.TryWrite(true);
    }

    /// <summary>Tells how far a subscriber is.</summary>
    public void Deliver(int subscriber, int end)
    {
        Volatile.Write(ref _delivered[subscriber], end);
        _moved.Writer.TryWrite(true);
    }

    /// <summary>Waits until it may go beyond a message.</summary>
    public async ValueTask<int> WaitBeyondAsync(int sent, CancellationToken cancellationToken)
    {
        int end;
        while ((end = End) <= sent)
        {
            await _moved.Reader.ReadAsync(cancellationToken);
        }

        return end;
    }
}
