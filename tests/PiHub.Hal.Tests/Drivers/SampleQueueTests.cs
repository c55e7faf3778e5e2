using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Hal.Drivers;
using PiHub.Sdk.Bus;

namespace PiHub.Hal.Tests.Drivers;

public sealed class SampleQueueTests
{
    private readonly FakeBus _bus = new();
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Enqueue_BusHoldsAndQueueIsFull_DropsTheOldestAndCounts()
    {
        var open = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        _bus.Gate = async (_, _) =>
        {
            first.TrySetResult();
            await open.Task;
        };
        await using var queue = new SampleQueue(new HubLink(_bus, _time, NullLogger.Instance), "meter");
        queue.Enqueue([0]);
        await first.Task;
        for (int i = 1; i <= SampleQueue.Capacity + 3; i++)
        {
            queue.Enqueue(BitConverter.GetBytes(i));
        }

        Assert.Equal(3, queue.Dropped);
        open.SetResult();
        await _bus.UntilAsync("pihub/meter/state", SampleQueue.Capacity + 1);
        int[] received = [.. _bus.Published().Skip(1).Select(m => BitConverter.ToInt32(m.Payload.Span))];
        Assert.Equal(Enumerable.Range(4, SampleQueue.Capacity), received);
    }

    [Fact]
    public async Task Enqueue_BusRefusesOne_CountsItAndTheNextFollows()
    {
        _bus.Gate = (message, _) => message.Payload.Span[0] switch
        {
            1 => throw new BusRejectedException("the payload has no metrics"),
            2 => throw new InvalidOperationException("a bug of the bus"),
            _ => ValueTask.CompletedTask,
        };
        await using var queue = new SampleQueue(new HubLink(_bus, _time, NullLogger.Instance), "meter");
        queue.Enqueue([1]);
        queue.Enqueue([2]);
        queue.Enqueue([3]);
        await _bus.UntilAsync("pihub/meter/state", 1);
        Assert.Equal(3, Assert.Single(_bus.Published()).Payload.Span[0]);
        Assert.Equal((2, 0), (queue.Rejected, queue.Dropped));
    }

    [Fact]
    public async Task Dispose_BusNeverAccepts_GivesUpAfterTwoSeconds()
    {
        _bus.Gate = (_, cancellationToken) => new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken));
        var queue = new SampleQueue(new HubLink(_bus, _time, NullLogger.Instance), "meter");
        queue.Enqueue([1]);
        Task end = queue.DisposeAsync().AsTask();
        _time.Advance(await _time.WaiterAsync(due => due == TimeSpan.FromSeconds(2)));
        await end;
        Assert.Empty(_bus.Published());
    }
}
