using PiHub.Hal.Gpio;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Tests.Gpio;

public sealed class SimulatedGpioLineTests
{
    [Fact]
    public async Task HandDrives_DriverReadsAndWatchesEdges()
    {
        var line = new SimulatedGpioLine(isOutput: false);
        await using IAsyncEnumerator<bool> edges = line.WatchAsync(CancellationToken.None).GetAsyncEnumerator();
        Task<bool> next = edges.MoveNextAsync().AsTask();
        line.Drive(true);
        line.Drive(true);
        line.Drive(false);
        Assert.True(await next);
        Assert.True(edges.Current);
        Assert.True(await edges.MoveNextAsync());
        Assert.False(edges.Current);
        Assert.False(line.Read());
        Assert.Throws<DeviceFaultException>(() => line.Write(true));
        next = edges.MoveNextAsync().AsTask();
        await line.DisposeAsync();
        Assert.False(await next);
        Assert.Throws<ObjectDisposedException>(() => line.Read());
    }

    [Fact]
    public async Task SlowWatcher_LosesTheOldestEdgesCounted()
    {
        await using var line = new SimulatedGpioLine(isOutput: true);
        using var enough = new CancellationTokenSource();
        await using IAsyncEnumerator<bool> edges = line.WatchAsync(enough.Token).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> next = edges.MoveNextAsync().AsTask();
        for (int i = 0; i < SimulatedGpioLine.EdgeCapacity + 5; i++)
        {
            line.Write(i % 2 == 0);
        }

        Assert.True(line.IsActive);
        Assert.InRange(line.EdgesDropped, 4, 5);
        Assert.True(await next);
        Assert.Throws<InvalidOperationException>(() => line.Drive(false));
        await enough.CancelAsync();
    }
}
