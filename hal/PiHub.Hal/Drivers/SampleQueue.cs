using System.Threading.Channels;
using PiHub.Sdk.Bus;

namespace PiHub.Hal.Drivers;

/// <summary>A device's samples on their way to the bus, so that a driver never waits for the disk.</summary>
internal sealed class SampleQueue : IAsyncDisposable
{
    /// <summary>So many samples wait; then the oldest is dropped and counted.</summary>
    public const int Capacity = 1000;

    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(2);

    private readonly HubLink _hub;
    private readonly string _topic;
    private readonly Channel<byte[]> _samples;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _pump;
    private long _dropped;
    private long _rejected;

    public SampleQueue(HubLink hub, string device)
    {
        _hub = hub;
        _topic = DeviceTopic.State(device);
        _samples = Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _pump = Task.Run(PumpAsync);
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public long Rejected => Interlocked.Read(ref _rejected);

    public void Enqueue(byte[] payload) => _samples.Writer.TryWrite(payload);

    /// <summary>Publishes what waits, for at most two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        _samples.Writer.TryComplete();
        if (!await _hub.EndsWithinAsync(_pump, DrainPatience))
        {
            await _giveUp.CancelAsync();
            await _pump;
        }

        _giveUp.Dispose();
    }

    private async Task PumpAsync()
    {
        while (await _samples.Reader.WaitToReadAsync())
        {
            while (_samples.Reader.TryRead(out byte[]? payload) && !_giveUp.IsCancellationRequested)
            {
                if (!await _hub.TryPublishAsync(new BusMessage { Topic = _topic, Payload = payload }, _giveUp.Token))
                {
                    Interlocked.Increment(ref _rejected);
                }
            }
        }
    }
}
